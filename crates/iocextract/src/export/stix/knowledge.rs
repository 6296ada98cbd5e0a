//! What a number of a list stands for: vulnerabilities and attack patterns (STIX 2.1, sections 4.18
//! and 4.1), with their place in the list.

use serde_json::{Value, json};

use crate::{
    export::{entry::Entry, timestamp::Timestamp, uuid::OURS},
    kind::Kind,
};

/// The object, for CVE numbers and techniques of ATT&CK.
pub(super) fn object(entry: &Entry<'_>, at: Timestamp) -> Option<Value> {
    let value = &*entry.value;
    let technique = value.starts_with('T') && !value.starts_with("TA");
    let (name, source) = match entry.kind {
        Kind::Cve => ("vulnerability", "cve"),
        Kind::MitreAttack if technique => ("attack-pattern", "mitre-attack"),
        _ => return None,
    };
    let id = OURS.of(&format!("{name} {value}"));
    Some(json!({
        "type": name,
        "spec_version": "2.1",
        "id": format!("{name}--{id}"),
        "created": at.to_string(),
        "modified": at.to_string(),
        "name": value,
        "external_references": [{"source_name": source, "external_id": value}],
    }))
}
