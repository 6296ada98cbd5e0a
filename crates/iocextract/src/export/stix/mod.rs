//! STIX 2.1 (OASIS Standard, 10 June 2021).

mod knowledge;
mod observable;
mod pattern;

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    entry::{Entry, unique},
    timestamp::Timestamp,
    uuid::OURS,
};

/// The entries as a bundle: for each, where STIX has such objects, the observable with the
/// deterministic identifier of section 2.9, and an indicator with a pattern.
///
/// Vulnerabilities and techniques of ATT&CK become the objects of these names; YARA rules are
/// indicators whose pattern is the rule. What STIX 2.1 has no object for, such as coins, stays out.
/// Flags become labels.
///
/// ```
/// use iocextract::export::{Entry, Timestamp, stix_bundle};
///
/// // What `stix2.IPv4Address(value="198.51.100.3")` of PyPI says.
/// let ioc = iocextract::find_iter("198.51.100.3").next().unwrap();
/// let bundle = stix_bundle([Entry::from(&ioc)], Timestamp::from_unix_millis(0));
/// let id = &bundle["objects"][0]["id"];
/// assert_eq!(id, "ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4");
/// ```
pub fn stix_bundle<'a>(entries: impl IntoIterator<Item = Entry<'a>>, at: Timestamp) -> Value {
    let mut seen = HashSet::new();
    let mut objects = Vec::new();
    for entry in unique(entries) {
        let found = observable::objects(entry.kind, &entry.value)
            .into_iter()
            .chain(knowledge::object(&entry, at))
            .chain(indicator(&entry, at));
        for object in found {
            let id = object.get("id").map(Value::to_string);
            if seen.insert(id) {
                objects.push(object);
            }
        }
    }
    let ids: Vec<_> = objects
        .iter()
        .filter_map(|it| it.get("id")?.as_str())
        .collect();
    let id = OURS.of(&ids.join(" "));
    // A bundle without objects has no list of them (section 8).
    match objects.is_empty() {
        true => json!({"type": "bundle", "id": format!("bundle--{id}")}),
        false => json!({"type": "bundle", "id": format!("bundle--{id}"), "objects": objects}),
    }
}

fn indicator(entry: &Entry<'_>, at: Timestamp) -> Option<Value> {
    let (pattern, language) = pattern::of(entry.kind, &entry.value)?;
    let id = OURS.of(&format!("indicator {language} {pattern}"));
    let name = match language {
        "yara" => "YARA rule",
        _ => &*entry.value,
    };
    let mut indicator = json!({
        "type": "indicator",
        "spec_version": "2.1",
        "id": format!("indicator--{id}"),
        "created": at.to_string(),
        "modified": at.to_string(),
        "name": name,
        "pattern": pattern,
        "pattern_type": language,
        "valid_from": at.to_string(),
        "confidence": (100.0 * entry.confidence).round() as u8,
    });
    let labels: Vec<_> = entry.flags.iter().collect();
    if let Some(fields) = indicator.as_object_mut().filter(|_| !labels.is_empty()) {
        fields.insert("labels".to_owned(), json!(labels));
    }
    Some(indicator)
}
