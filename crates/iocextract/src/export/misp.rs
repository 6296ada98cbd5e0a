//! Attributes of MISP events ("MISP core format", `draft-dulaunoy-misp-core-format`).

use serde_json::{Value, json};

use super::{
    entry::{Entry, unique},
    timestamp::Timestamp,
    uuid::OURS,
};
use crate::{
    flags::{Flag, Flags},
    kind::Kind,
    misp_type,
    suffix::registrable,
};

/// What no detection is made of.
const UNDETECTABLE: Flags = Flags::NONE
    .with(Flag::Private)
    .with(Flag::Loopback)
    .with(Flag::LinkLocal)
    .with(Flag::Documentation)
    .with(Flag::Reserved)
    .with(Flag::Multicast);

/// An event with the entries as its attributes, for `POST /events/add` or a file.
pub fn misp_event<'a>(
    entries: impl IntoIterator<Item = Entry<'a>>,
    info: &str,
    at: Timestamp,
) -> Value {
    let attributes = misp_attributes(entries);
    let uuids: Vec<_> = attributes
        .iter()
        .filter_map(|it| it.get("uuid")?.as_str())
        .collect();
    let uuid = OURS.of(&format!("event {info} {at} {}", uuids.join(" ")));
    json!({"Event": {
        "uuid": uuid.to_string(),
        "info": info,
        "date": at.date(),
        "timestamp": at.seconds().to_string(),
        "threat_level_id": "4",
        "analysis": "0",
        "distribution": "0",
        "Attribute": attributes,
    }})
}

/// The entries as attributes, each kind and value once.
///
/// `to_ids` is set where a detection can be made of the value: not for addresses that are private
/// or reserved, nor where another reading is as likely. Kinds that MISP has no type for are `text`,
/// with their name in the comment.
pub fn misp_attributes<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Vec<Value> {
    unique(entries).map(|entry| attribute(&entry)).collect()
}

fn attribute(entry: &Entry<'_>) -> Value {
    let value = &*entry.value;
    let name = attribute_type(entry.kind, value);
    let (category, detects) = sane(name);
    let sure = !entry.flags.intersects(UNDETECTABLE) && entry.confidence >= 0.5;
    let mut comment: Vec<_> = entry.flags.iter().collect();
    if name == "text" {
        comment.insert(0, entry.kind.as_str());
    }
    json!({
        "uuid": OURS.of(&format!("attribute {name} {value}")).to_string(),
        "type": name,
        "category": category,
        "value": value,
        "to_ids": detects && sure,
        "distribution": "5",
        "comment": comment.join(", "),
    })
}

fn attribute_type(kind: Kind, value: &str) -> &'static str {
    match kind {
        // A name below one that somebody registered is that of a host.
        Kind::Domain if registrable(value).is_some_and(|domain| domain != value) => "hostname",
        _ => misp_type::types(kind).first().copied().unwrap_or("text"),
    }
}

/// The category, and whether detections are made of such values: near to the defaults of
/// `describeTypes.json`.
fn sane(name: &str) -> (&'static str, bool) {
    match name {
        "ip-dst" | "domain" | "hostname" | "url" | "onion-address" => ("Network activity", true),
        "AS" | "mac-address" | "user-agent" => ("Network activity", false),
        "regkey" => ("Persistence mechanism", true),
        "vulnerability" => ("External analysis", false),
        "btc" | "dash" | "xmr" => ("Financial fraud", true),
        "phone-number" => ("Person", false),
        "email" => ("Social network", true),
        "jabber-id" => ("Social network", false),
        "yara" => ("Payload installation", true),
        "uuid" | "text" => ("Other", false),
        _ => ("Payload delivery", true),
    }
}
