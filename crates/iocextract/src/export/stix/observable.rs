//! Cyber-observable objects (STIX 2.1, section 6), and their identifiers (section 2.9).

use serde_json::{Value, json};

use crate::{export::uuid::STIX, kind::Kind};

/// The objects that the value is: none if STIX has no such, two for a file in a folder.
pub(super) fn objects(kind: Kind, value: &str) -> Vec<Value> {
    let of_value = |name| vec![observable(name, json!({"value": value}))];
    match kind {
        Kind::Ipv4 | Kind::Ipv6 | Kind::Cidr => match value.contains(':') {
            true => of_value("ipv6-addr"),
            false => of_value("ipv4-addr"),
        },
        Kind::Domain | Kind::Onion => of_value("domain-name"),
        Kind::Url => of_value("url"),
        Kind::Email => of_value("email-addr"),
        Kind::Mac => of_value("mac-addr"),
        Kind::RegistryKey => vec![observable("windows-registry-key", json!({"key": value}))],
        Kind::Asn => as_number(value)
            .map(|number| observable("autonomous-system", json!({"number": number})))
            .into_iter()
            .collect(),
        Kind::WindowsPath | Kind::LinuxPath => file(value),
        kind => match hash_name(kind) {
            Some(name) => vec![observable("file", json!({"hashes": {name: digest(value)}}))],
            None => Vec::new(),
        },
    }
}

/// The number of `AS64496`.
pub(super) fn as_number(value: &str) -> Option<u32> {
    value.strip_prefix("AS")?.parse().ok()
}

/// What STIX calls a digest of a file (section 10.7, the vocabulary of hash algorithms).
pub(super) fn hash_name(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Md5 => Some("MD5"),
        Kind::Sha1 => Some("SHA-1"),
        Kind::Sha256 => Some("SHA-256"),
        Kind::Sha512 => Some("SHA-512"),
        Kind::Ssdeep => Some("SSDEEP"),
        Kind::Tlsh => Some("TLSH"),
        _ => None,
    }
}

/// A digest as STIX has it: a TLSH without the number of its version.
pub(super) fn digest(value: &str) -> &str {
    value.strip_prefix("T1").unwrap_or(value)
}

/// The folder and the name of a file: the parts around the last separator.
pub(super) fn folder_and_name(path: &str) -> (&str, &str) {
    match path.rfind(['\\', '/']) {
        // The root is the separator.
        Some(0) => path.split_at_checked(1).unwrap_or((path, "")),
        Some(at) => (
            path.get(..at).unwrap_or(""),
            path.get(at + 1..).unwrap_or(""),
        ),
        None => ("", path),
    }
}

fn file(path: &str) -> Vec<Value> {
    let (folder, name) = folder_and_name(path);
    if folder.is_empty() {
        return vec![observable("file", json!({"name": name}))];
    }
    let directory = observable("directory", json!({"path": folder}));
    if name.is_empty() {
        return vec![directory];
    }
    let parent = directory.get("id");
    let file = observable(
        "file",
        json!({"name": name, "parent_directory_ref": parent}),
    );
    vec![directory, file]
}

/// The object with these properties, all of which contribute to its identifier. They are in the
/// order of their names, as RFC 8785 asks; strings are escaped there as they are here.
fn observable(name: &str, properties: Value) -> Value {
    let id = STIX.of(&properties.to_string());
    let mut object = json!({
        "type": name,
        "spec_version": "2.1",
        "id": format!("{name}--{id}"),
    });
    if let (Some(object), Value::Object(properties)) = (object.as_object_mut(), properties) {
        object.extend(properties);
    }
    object
}
