//! Patterns (STIX 2.1, section 9).

use super::observable::{as_number, digest, folder_and_name, hash_name};
use crate::kind::Kind;

/// The pattern that matches the value, and the language that it is in.
pub(super) fn of(kind: Kind, value: &str) -> Option<(String, &'static str)> {
    if kind == Kind::YaraRule {
        return Some((value.to_owned(), "yara"));
    }
    let equals = |path: &str| format!("[{path} = {}]", literal(value));
    let pattern = match kind {
        Kind::Ipv4 => equals("ipv4-addr:value"),
        Kind::Ipv6 => equals("ipv6-addr:value"),
        Kind::Cidr if value.contains(':') => within("ipv6-addr:value", value),
        Kind::Cidr => within("ipv4-addr:value", value),
        Kind::Domain | Kind::Onion => equals("domain-name:value"),
        Kind::Url => equals("url:value"),
        Kind::Email => equals("email-addr:value"),
        Kind::Mac => equals("mac-addr:value"),
        Kind::RegistryKey => equals("windows-registry-key:key"),
        Kind::UserAgent => {
            equals("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'")
        }
        Kind::Asn => format!("[autonomous-system:number = {}]", as_number(value)?),
        Kind::WindowsPath | Kind::LinuxPath => file(value),
        // Patterns may name digests that observables may not.
        Kind::Sha224 => equals("file:hashes.'SHA-224'"),
        Kind::Sha384 => equals("file:hashes.'SHA-384'"),
        Kind::Authentihash => equals("file:hashes.'AUTHENTIHASH'"),
        Kind::Imphash => equals("file:extensions.'windows-pebinary-ext'.imphash"),
        kind => format!(
            "[file:hashes.'{}' = {}]",
            hash_name(kind)?,
            literal(digest(value))
        ),
    };
    Some((pattern, "stix"))
}

fn within(path: &str, network: &str) -> String {
    format!("[{path} ISSUBSET {}]", literal(network))
}

fn file(path: &str) -> String {
    let (folder, name) = folder_and_name(path);
    let (named, held) = (
        format!("file:name = {}", literal(name)),
        format!("file:parent_directory_ref.path = {}", literal(folder)),
    );
    match (folder.is_empty(), name.is_empty()) {
        (true, _) => format!("[{named}]"),
        (_, true) => format!("[directory:path = {}]", literal(folder)),
        (false, false) => format!("[{named} AND {held}]"),
    }
}

/// A string in quotes, with quotes and backslashes escaped.
fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', r"\\").replace('\'', r"\'"))
}
