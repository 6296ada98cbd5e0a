//! Payloads in the making: what was found in a cell, and the columns that tell of it.

use crate::Error;
use crate::lists::end_list;
use crate::problems;
use crate::views::{Blobs, Texts};
use arrow_array::ArrayRef;
use arrow_array::builder::{
    BooleanBuilder, Float32Builder, ListBuilder, StringViewBuilder, StructBuilder, UInt8Builder,
    UInt32Builder, UInt64Builder,
};
use arrow_schema::{DataType, Field};
use b64unpack::{Digests, Encoding, FileType, Payload, PayloadId, Problem, Tree};
use std::sync::Arc;

/// The columns of [`PayloadEntries`].
pub(crate) fn fields() -> [Field; 21] {
    let field = |name, kind| Field::new(name, kind, false);
    let text = |name| Field::new(name, DataType::Utf8View, false);
    let option = |name, kind| Field::new(name, kind, true);
    [
        field("id", DataType::UInt32),
        option("parent", DataType::UInt32),
        field("depth", DataType::UInt32),
        option("start", DataType::UInt64),
        option("end", DataType::UInt64),
        option("encoding", DataType::Utf8View),
        option("member", DataType::Utf8View),
        text("chain"),
        option("file_type", DataType::Utf8View),
        option("text", DataType::Utf8View),
        option("text_encoding", DataType::Utf8View),
        field("size", DataType::UInt64),
        text("md5"),
        text("sha1"),
        text("sha256"),
        field("confidence", DataType::Float32),
        Field::new_list("reasons", reason_field(), false),
        option("key", DataType::UInt8),
        field("truncated", DataType::Boolean),
        Field::new_list("problems", problems::entry_field(), false),
        field("bytes", DataType::BinaryView),
    ]
}

fn reason_field() -> Field {
    Field::new_list_field(DataType::Utf8View, false)
}

/// What was found in one cell, with what is dear to compute.
pub(crate) struct Found {
    pub(crate) tree: Arc<Tree>,
    /// MD5, SHA-1 and SHA-256 of each payload.
    digests: Vec<[String; 3]>,
}

impl Found {
    pub(crate) fn new(tree: Arc<Tree>) -> Found {
        let digests = tree.iter().map(|payload| hex(&payload.digests())).collect();
        Found { tree, digests }
    }

    /// The problems of each payload. Walked once, as there may be many of both.
    fn problems(&self) -> Vec<Vec<&Problem>> {
        let mut by_payload = vec![Vec::new(); self.tree.len()];
        for problem in self.tree.problems() {
            let owner = problem.payload().map(PayloadId::index);
            if let Some(list) = owner.and_then(|index| by_payload.get_mut(index)) {
                list.push(problem);
            }
        }
        by_payload
    }
}

fn hex(digests: &Digests<'_>) -> [String; 3] {
    [digests.md5_hex(), digests.sha1_hex(), digests.sha256_hex()]
}

/// What is told of payloads, wherever they stood.
pub(crate) struct PayloadEntries {
    id: UInt32Builder,
    parent: UInt32Builder,
    depth: UInt32Builder,
    start: UInt64Builder,
    end: UInt64Builder,
    encoding: Texts,
    member: Texts,
    chain: Texts,
    file_type: Texts,
    text: Texts,
    text_encoding: Texts,
    size: UInt64Builder,
    digests: [Texts; 3],
    confidence: Float32Builder,
    reasons: ListBuilder<StringViewBuilder>,
    key: UInt8Builder,
    truncated: BooleanBuilder,
    problems: ListBuilder<StructBuilder>,
    bytes: Blobs,
}

impl PayloadEntries {
    /// With room for so many.
    pub(crate) fn with_capacity(count: usize) -> PayloadEntries {
        let texts = |name| Texts::with_capacity(name, count);
        PayloadEntries {
            id: UInt32Builder::with_capacity(count),
            parent: UInt32Builder::with_capacity(count),
            depth: UInt32Builder::with_capacity(count),
            start: UInt64Builder::with_capacity(count),
            end: UInt64Builder::with_capacity(count),
            encoding: texts("encoding"),
            member: texts("member"),
            chain: texts("chain"),
            file_type: texts("file_type"),
            text: texts("text"),
            text_encoding: texts("text_encoding"),
            size: UInt64Builder::with_capacity(count),
            digests: ["md5", "sha1", "sha256"].map(texts),
            confidence: Float32Builder::with_capacity(count),
            reasons: ListBuilder::with_capacity(StringViewBuilder::new(), count)
                .with_field(reason_field()),
            key: UInt8Builder::with_capacity(count),
            truncated: BooleanBuilder::with_capacity(count),
            problems: problems::list_builder(),
            bytes: Blobs::with_capacity("bytes", count),
        }
    }

    /// The payloads of one cell.
    pub(crate) fn push(&mut self, found: &Found) -> Result<(), Error> {
        let beside = found.digests.iter().zip(found.problems());
        for (payload, (digests, problems)) in found.tree.iter().zip(beside) {
            self.push_place(&payload)?;
            self.push_content(&payload)?;
            self.push_evidence(&payload)?;
            for (column, digest) in self.digests.iter_mut().zip(digests) {
                column.push(digest)?;
            }
            for problem in problems {
                problems::push_entry(self.problems.values(), problem)?;
            }
            end_list(&mut self.problems, "problems")?;
        }
        Ok(())
    }

    /// Where it was found.
    fn push_place(&mut self, payload: &Payload<'_>) -> Result<(), Error> {
        // Limits keep the number of payloads below 2^32.
        let number = |id: PayloadId| id.index() as u32;
        let range = payload.range();
        self.id.append_value(number(payload.id()));
        self.parent.append_option(payload.parent().map(number));
        self.depth.append_value(payload.depth());
        let start = range.as_ref().map(|range| range.start as u64);
        self.start.append_option(start);
        self.end.append_option(range.map(|range| range.end as u64));
        let encoding = payload.encoding().map(Encoding::name);
        self.encoding.push_option(encoding)?;
        self.member.push_option(payload.member_name())?;
        self.chain.push(payload.chain().to_string())
    }

    /// What was found.
    fn push_content(&mut self, payload: &Payload<'_>) -> Result<(), Error> {
        let text = payload.text();
        let file_type = payload.file_type().map(FileType::name);
        self.file_type.push_option(file_type)?;
        self.text.push_option(text.map(|text| text.to_str()))?;
        let encoding = text.map(|text| text.encoding().name());
        self.text_encoding.push_option(encoding)?;
        self.size.append_value(payload.bytes().len() as u64);
        self.truncated.append_value(payload.is_truncated());
        self.bytes.push(payload.bytes())
    }

    /// Why it is taken for a payload.
    fn push_evidence(&mut self, payload: &Payload<'_>) -> Result<(), Error> {
        self.confidence.append_value(payload.confidence());
        for reason in payload.reasons().iter() {
            self.reasons.values().append_value(reason.name());
        }
        self.key.append_option(payload.key());
        end_list(&mut self.reasons, "reasons")
    }

    /// The columns of [`fields`].
    pub(crate) fn finish(mut self) -> [ArrayRef; 21] {
        let [md5, sha1, sha256] = self.digests.each_mut().map(Texts::finish);
        [
            Arc::new(self.id.finish()),
            Arc::new(self.parent.finish()),
            Arc::new(self.depth.finish()),
            Arc::new(self.start.finish()),
            Arc::new(self.end.finish()),
            self.encoding.finish(),
            self.member.finish(),
            self.chain.finish(),
            self.file_type.finish(),
            self.text.finish(),
            self.text_encoding.finish(),
            Arc::new(self.size.finish()),
            md5,
            sha1,
            sha256,
            Arc::new(self.confidence.finish()),
            Arc::new(self.reasons.finish()),
            Arc::new(self.key.finish()),
            Arc::new(self.truncated.finish()),
            Arc::new(self.problems.finish()),
            self.bytes.finish(),
        ]
    }
}
