//! One row's payloads, as `unpack --compat msticpy` prints them.

use std::fmt::{self, Display, Formatter};

use msticpy::base64unpack::{Record as Original, RowUnpacked};
use serde::{Serialize, Serializer};

use super::Record;
use super::shape::{Field, object, objects, text, texts, whole};
use crate::printable::Printable;

/// A row that matched the original's pattern for Base64.
#[derive(Debug, Clone, Serialize)]
pub struct UnpackedRecord {
    /// The row, from 0.
    pub row: usize,
    /// The text with every payload replaced by what it holds, in tags.
    pub output: String,
    /// One a payload, in the original's columns.
    pub records: Vec<UnpackedPayload>,
    /// Where the original would have given up.
    #[serde(skip)]
    pub problems: Vec<String>,
}

impl UnpackedRecord {
    /// The record of a row of a column, which is `number` in the input.
    #[must_use]
    pub fn new(number: usize, unpacked: RowUnpacked) -> UnpackedRecord {
        UnpackedRecord {
            row: number,
            output: unpacked.output,
            records: unpacked
                .records
                .into_iter()
                .map(UnpackedPayload::from)
                .collect(),
            problems: unpacked.problems.iter().map(ToString::to_string).collect(),
        }
    }
}

/// The original's 12 columns, in its order.
#[derive(Debug, Clone, Serialize)]
pub struct UnpackedPayload {
    reference: [String; 3],
    original_string: String,
    file_name: String,
    file_type: Option<String>,
    input_bytes: Hex,
    decoded_string: Option<String>,
    encoding_type: String,
    file_hashes: Hashes,
    md5: String,
    sha1: String,
    sha256: String,
    printable_bytes: String,
}

/// Bytes as `{"hex": "…"}`.
#[derive(Debug, Clone)]
struct Hex(Vec<u8>);

#[derive(Debug, Clone, Serialize)]
struct Hashes {
    md5: String,
    sha1: String,
    sha256: String,
}

impl UnpackedPayload {
    const FIELDS: [Field; 12] = [
        texts("reference"),
        text("original_string"),
        text("file_name"),
        text("file_type"),
        object("input_bytes", &[text("hex")]),
        text("decoded_string"),
        text("encoding_type"),
        object("file_hashes", &[text("md5"), text("sha1"), text("sha256")]),
        text("md5"),
        text("sha1"),
        text("sha256"),
        text("printable_bytes"),
    ];
}

impl From<Original> for UnpackedPayload {
    fn from(record: Original) -> UnpackedPayload {
        let printable_bytes = record.printable_bytes();
        let (md5, sha1, sha256) = (record.md5, record.sha1, record.sha256);
        UnpackedPayload {
            reference: record.reference,
            original_string: record.original_string.to_string(),
            file_name: record.file_name,
            file_type: record.file_type,
            input_bytes: Hex(record.input_bytes),
            decoded_string: record.decoded_string,
            encoding_type: record.encoding_type,
            file_hashes: Hashes {
                md5: md5.clone(),
                sha1: sha1.clone(),
                sha256: sha256.clone(),
            },
            md5,
            sha1,
            sha256,
            printable_bytes,
        }
    }
}

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let hex: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
        std::collections::BTreeMap::from([("hex", hex)]).serialize(serializer)
    }
}

impl Record for UnpackedRecord {
    const FIELDS: &'static [Field] = &[
        whole("row"),
        text("output"),
        objects("records", &UnpackedPayload::FIELDS),
    ];
}

impl Display for UnpackedRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "row {}: {}", self.row, Printable(&self.output))
    }
}
