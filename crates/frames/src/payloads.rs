//! [`payloads`] and [`unpack`]: what is encoded in a column.

use crate::Error;
use crate::cells::Cells;
use crate::column::column;
use crate::lists::end_list;
use crate::memo::Memo;
use crate::problems::{self, ProblemTable};
use crate::views::{Blobs, Texts};
use arrow_array::builder::{
    BooleanBuilder, Float32Builder, ListBuilder, StringViewBuilder, StructBuilder, UInt8Builder,
    UInt32Builder, UInt64Builder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use b64unpack::{Digests, Encoding, FileType, Payload, PayloadId, Problem, Tree, Unpacker};
use std::sync::Arc;

/// One row for each payload that is encoded in a column, parents before children.
///
/// Each cell is unpacked on its own, and the unpacker's limits count for each. The result is
/// described by [`payloads_schema`]; [`unpack`] gives beside it the problems that belong to no
/// payload.
///
/// ```
/// use frames::arrow_array::{RecordBatch, StringArray, cast::AsArray, record_batch};
///
/// let log = record_batch!(("command", Utf8, ["powershell -enc SQBFAFgAIABoAGkA", "ls"]))?;
/// let found = frames::payloads(&log, "command", &b64unpack::Unpacker::new())?;
/// assert_eq!(found.num_rows(), 1);
/// assert_eq!(found["text"].as_string_view().value(0), "IEX hi");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A column that is missing or holds neither text nor bytes.
pub fn payloads(
    batch: &RecordBatch,
    column: &str,
    unpacker: &Unpacker<'_>,
) -> Result<RecordBatch, Error> {
    Ok(unpack(batch, column, unpacker)?.payloads)
}

/// What [`unpack`] gives.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unpacked {
    /// One row for each payload: [`payloads_schema`].
    pub payloads: RecordBatch,
    /// One row for each problem, whether it belongs to a payload or to the cell: limits that ended
    /// the work on it, candidates that could not be decoded. See
    /// [`problems_schema`](crate::problems_schema).
    pub problems: RecordBatch,
}

/// The payloads of a column, and all that was wrong on the way.
///
/// # Errors
/// A column that is missing or holds neither text nor bytes.
pub fn unpack(batch: &RecordBatch, name: &str, unpacker: &Unpacker<'_>) -> Result<Unpacked, Error> {
    let (_, array) = column(batch, name)?;
    let cells = Cells::new(name, array)?;
    let mut memo = Memo::new(&cells);
    let mut rows = unpacker.rows();
    let mut payloads = PayloadTable::new();
    let mut problems = ProblemTable::new();
    for row in 0..batch.num_rows() {
        let Some((slot, cell)) = cells.get(row) else {
            continue;
        };
        memo.with(
            slot,
            || Found::new(rows.unpack(cell.as_bytes()).clone()),
            |found| {
                payloads.push(row, name, found)?;
                problems.push(row, name, found.tree.problems())
            },
        )?;
    }
    Ok(Unpacked {
        payloads: payloads.finish()?,
        problems: problems.finish()?,
    })
}

/// The columns of [`payloads`]: those of a payload's JSON object, by name and order, and `bytes`.
///
/// | column | type | |
/// |---|---|---|
/// | `row` | `UInt64` | row of the batch, from 0 |
/// | `column` | `Utf8View` | column of the batch |
/// | `id` | `UInt32` | number of the payload in its cell, from 0 |
/// | `parent` | `UInt32`, null | the payload that holds it; null for one found in the cell itself |
/// | `depth` | `UInt32` | 1 for one found in the cell itself |
/// | `start`, `end` | `UInt64`, null | place in the parent's bytes; null for a member of an archive |
/// | `encoding` | `Utf8View`, null | `base64`, `hex`, `xor`, …; null for a member of an archive |
/// | `member` | `Utf8View`, null | the member's name |
/// | `chain` | `Utf8View` | `base64>gzip>zip:a.txt` |
/// | `file_type` | `Utf8View`, null | `gzip`, `zip`, `pe`, … |
/// | `text` | `Utf8View`, null | the whole text, if it is text |
/// | `text_encoding` | `Utf8View`, null | `utf-8`, `utf-16le`, `utf-16be` |
/// | `size` | `UInt64` | length in bytes |
/// | `md5`, `sha1`, `sha256` | `Utf8View` | hexadecimal |
/// | `confidence` | `Float32` | 0 to 1 |
/// | `reasons` | `List<Utf8View>` | what the confidence rests on: `magic`, `text`, … |
/// | `key` | `UInt8`, null | the byte that every byte was combined with, where the encoding is `xor` |
/// | `truncated` | `Boolean` | whether bytes are missing at the end |
/// | `problems` | `List<Struct<kind, message, offset>>` | what was wrong with this payload |
/// | `bytes` | `BinaryView` | the payload itself |
pub fn payloads_schema() -> SchemaRef {
    let field = |name, kind| Field::new(name, kind, false);
    let text = |name| Field::new(name, DataType::Utf8View, false);
    let option = |name, kind| Field::new(name, kind, true);
    Arc::new(Schema::new(vec![
        field("row", DataType::UInt64),
        text("column"),
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
    ]))
}

fn reason_field() -> Field {
    Field::new_list_field(DataType::Utf8View, false)
}

/// What was found in one cell, with what is dear to compute.
struct Found {
    tree: Arc<Tree>,
    /// MD5, SHA-1 and SHA-256 of each payload.
    digests: Vec<[String; 3]>,
}

impl Found {
    fn new(tree: Arc<Tree>) -> Found {
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

/// The result in the making.
struct PayloadTable {
    row: UInt64Builder,
    column: Texts,
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

impl PayloadTable {
    fn new() -> PayloadTable {
        PayloadTable {
            row: UInt64Builder::new(),
            column: Texts::new("column"),
            id: UInt32Builder::new(),
            parent: UInt32Builder::new(),
            depth: UInt32Builder::new(),
            start: UInt64Builder::new(),
            end: UInt64Builder::new(),
            encoding: Texts::new("encoding"),
            member: Texts::new("member"),
            chain: Texts::new("chain"),
            file_type: Texts::new("file_type"),
            text: Texts::new("text"),
            text_encoding: Texts::new("text_encoding"),
            size: UInt64Builder::new(),
            digests: ["md5", "sha1", "sha256"].map(Texts::new),
            confidence: Float32Builder::new(),
            reasons: ListBuilder::new(StringViewBuilder::new()).with_field(reason_field()),
            key: UInt8Builder::new(),
            truncated: BooleanBuilder::new(),
            problems: problems::list_builder(),
            bytes: Blobs::new("bytes"),
        }
    }

    /// The payloads of one cell.
    fn push(&mut self, row: usize, column: &str, found: &Found) -> Result<(), Error> {
        self.column.push_repeated(column, found.tree.len())?;
        let beside = found.digests.iter().zip(found.problems());
        for (payload, (digests, problems)) in found.tree.iter().zip(beside) {
            self.row.append_value(row as u64);
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

    fn finish(mut self) -> Result<RecordBatch, Error> {
        let [md5, sha1, sha256] = self.digests.each_mut().map(Texts::finish);
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.row.finish()),
            self.column.finish(),
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
        ];
        Ok(RecordBatch::try_new(payloads_schema(), columns)?)
    }
}
