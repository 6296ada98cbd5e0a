//! What a candidate decodes to: one blob, or the members of an archive.

use super::budget::Budget;
use super::problem::ProblemKind;
use super::record::Record;
use super::{archive, b64, candidate, file_type};

/// The decoded items of one candidate, by the names that the markup shows, each name once.
#[derive(Debug, Default)]
pub(super) struct Items {
    pub(super) items: Vec<(String, Record)>,
    /// With the member, if it is one's.
    pub(super) problems: Vec<(ProblemKind, Option<String>)>,
}

/// Decodes `candidate`; nothing where the original calls it undecodable.
pub(super) fn items(candidate: &str, utf16: bool, budget: &mut Budget) -> Items {
    if candidate.chars().any(candidate::folds_to_a_letter) {
        return Items {
            problems: vec![(ProblemKind::NonAscii, None)],
            ..Items::default()
        };
    }
    let Some(bytes) = b64::decode(candidate).filter(|bytes| !bytes.is_empty()) else {
        return Items::default();
    };
    if !budget.spend(bytes.len()) {
        return Items {
            problems: vec![(ProblemKind::DecodedBytes, None)],
            ..Items::default()
        };
    }
    let file_type = file_type::file_type(candidate);
    let archive::Members { members, problems } = archive::members(file_type, &bytes, budget);
    let mut items = Vec::new();
    for (name, bytes) in members {
        let mut record = Record::new(bytes, utf16);
        record.file_type = file_type.map(str::to_owned);
        let shown = format!("[{}] Filename: {name}", file_type.unwrap_or("None"));
        record.file_name = name;
        items.push((shown, record));
    }
    if items.is_empty() {
        let mut record = Record::new(bytes, utf16);
        record.file_type = file_type.map(str::to_owned);
        items.push((format!("[{}]", file_type.unwrap_or("None")), record));
    }
    Items { items, problems }
}
