//! Values that are known and need no report: a MISP warning list, or one value a line.

use std::net::IpAddr;
use std::path::Path;

use iocextract::Kind;
use regex::Regex;
use serde_json::Value;

use crate::error::Error;

/// What is not reported.
#[derive(Debug, Clone)]
pub struct AllowList {
    rule: Rule,
}

/// How an entry of the list applies, in the words of MISP's warning lists.
#[derive(Debug, Clone)]
enum Rule {
    /// The value itself.
    String(Vec<String>),
    /// Any part of the value.
    Substring(Vec<String>),
    /// The host or any that ends in it, also that of a URL or an e-mail address.
    Hostname(Vec<String>),
    /// A network that holds the address.
    Cidr(Vec<Network>),
    /// A pattern that matches the value.
    Regex(Vec<Regex>),
}

#[derive(Debug, Clone, Copy)]
struct Network {
    address: IpAddr,
    prefix: u32,
}

impl AllowList {
    /// Reads the list in the file at `path`.
    pub fn read(path: &Path) -> Result<AllowList, Error> {
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(Error::at(&place))?;
        AllowList::parse(&text).map_err(|reason| Error::Usage(format!("{place}: {reason}")))
    }

    /// Reads a list: JSON if it begins like an object, else lines. Empty lines and those that begin with `#` are none.
    pub fn parse(text: &str) -> Result<AllowList, String> {
        if text.trim_start().starts_with('{') {
            return AllowList::warning_list(text);
        }
        let lines = text.lines().map(str::trim);
        let values = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        Ok(AllowList {
            rule: Rule::String(values.map(str::to_lowercase).collect()),
        })
    }

    fn warning_list(text: &str) -> Result<AllowList, String> {
        let list: Value =
            serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"))?;
        let entries = list
            .get("list")
            .and_then(Value::as_array)
            .ok_or("a warning list has an array `list`")?;
        let entries: Vec<String> = entries
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_lowercase)
            .collect();
        let rule = match list.get("type").and_then(Value::as_str).unwrap_or("string") {
            "string" => Rule::String(entries),
            "substring" => Rule::Substring(entries),
            "hostname" => Rule::Hostname(
                entries
                    .iter()
                    .map(|host| host.trim_start_matches('.').to_owned())
                    .collect(),
            ),
            "cidr" => Rule::Cidr(
                entries
                    .iter()
                    .map(|entry| Network::parse(entry))
                    .collect::<Result<_, _>>()?,
            ),
            "regex" => {
                let patterns = list
                    .get("list")
                    .and_then(Value::as_array)
                    .into_iter()
                    .flatten();
                Rule::Regex(
                    patterns
                        .filter_map(Value::as_str)
                        .map(pattern)
                        .collect::<Result<_, _>>()?,
                )
            }
            other => return Err(format!("the type `{other}` of a warning list is not known")),
        };
        Ok(AllowList { rule })
    }

    /// Is this value of no interest?
    #[must_use]
    pub fn allows(&self, kind: Kind, value: &str) -> bool {
        let lower = value.to_lowercase();
        match &self.rule {
            Rule::String(values) => values.contains(&lower),
            Rule::Substring(parts) => parts.iter().any(|part| lower.contains(part)),
            Rule::Hostname(hosts) => hosts
                .iter()
                .any(|known| is_within(host(kind, &lower), known)),
            Rule::Cidr(networks) => {
                let address: Option<IpAddr> = host(kind, &lower).parse().ok();
                address.is_some_and(|address| networks.iter().any(|network| network.holds(address)))
            }
            Rule::Regex(patterns) => patterns.iter().any(|pattern| pattern.is_match(value)),
        }
    }
}

/// The host that an indicator names: its own text, or a part of it.
fn host(kind: Kind, value: &str) -> &str {
    match kind {
        Kind::Url => {
            let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
            let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = authority.rsplit('@').next().unwrap_or_default();
            match host.strip_prefix('[') {
                Some(literal) => literal.split(']').next().unwrap_or_default(),
                None => host.split(':').next().unwrap_or_default(),
            }
        }
        Kind::Email => value.rsplit('@').next().unwrap_or_default(),
        _ => value,
    }
}

fn is_within(host: &str, known: &str) -> bool {
    host.strip_suffix(known)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// MISP writes patterns between slashes.
fn pattern(text: &str) -> Result<Regex, String> {
    let inner = text
        .strip_prefix('/')
        .and_then(|text| text.strip_suffix('/'))
        .unwrap_or(text);
    Regex::new(inner).map_err(|error| error.to_string())
}

impl Network {
    fn parse(text: &str) -> Result<Network, String> {
        let fault = || format!("`{text}` is no network");
        let (address, prefix) = text.split_once('/').unwrap_or((text, "128"));
        let address: IpAddr = address.parse().map_err(|_| fault())?;
        let prefix = prefix.parse().map_err(|_| fault())?;
        Ok(Network { address, prefix })
    }

    fn holds(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => same_prefix(
                own.to_bits().into(),
                other.to_bits().into(),
                32,
                self.prefix,
            ),
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                same_prefix(own.to_bits(), other.to_bits(), 128, self.prefix)
            }
            _ => false,
        }
    }
}

fn same_prefix(one: u128, other: u128, width: u32, prefix: u32) -> bool {
    (one ^ other)
        .checked_shr(width.saturating_sub(prefix))
        .unwrap_or(0)
        == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_of_warning_list_applies_as_misp_documents_it() {
        for (list, kind, value, allowed) in [
            ("# ours\nexample.com\n", Kind::Domain, "EXAMPLE.com", true),
            (
                "# ours\nexample.com\n",
                Kind::Domain,
                "www.example.com",
                false,
            ),
            (
                r#"{"type": "hostname", "list": [".example.com"]}"#,
                Kind::Domain,
                "www.example.com",
                true,
            ),
            (
                r#"{"type": "hostname", "list": ["example.com"]}"#,
                Kind::Domain,
                "badexample.com",
                false,
            ),
            (
                r#"{"type": "hostname", "list": ["example.com"]}"#,
                Kind::Url,
                "http://u@example.com:80/x",
                true,
            ),
            (
                r#"{"type": "hostname", "list": ["example.com"]}"#,
                Kind::Url,
                "http://evil.com/example.com",
                false,
            ),
            (
                r#"{"type": "hostname", "list": ["example.com"]}"#,
                Kind::Email,
                "a@mx.example.com",
                true,
            ),
            (
                r#"{"type": "cidr", "list": ["10.0.0.0/8"]}"#,
                Kind::Ipv4,
                "10.9.8.7",
                true,
            ),
            (
                r#"{"type": "cidr", "list": ["10.0.0.0/8"]}"#,
                Kind::Ipv4,
                "11.9.8.7",
                false,
            ),
            (
                r#"{"type": "cidr", "list": ["0.0.0.0/0"]}"#,
                Kind::Ipv6,
                "::1",
                false,
            ),
            (
                r#"{"type": "cidr", "list": ["2001:db8::/32"]}"#,
                Kind::Url,
                "http://[2001:db8::1]/",
                true,
            ),
            (
                r#"{"type": "cidr", "list": ["192.0.2.1"]}"#,
                Kind::Ipv4,
                "192.0.2.1",
                true,
            ),
            (
                r#"{"type": "substring", "list": ["Microsoft"]}"#,
                Kind::Domain,
                "update.microsoft.com",
                true,
            ),
            (
                r#"{"type": "regex", "list": ["/\\.test$/"]}"#,
                Kind::Domain,
                "a.test",
                true,
            ),
            (r#"{"list": ["a.test"]}"#, Kind::Domain, "b.test", false),
        ] {
            let parsed = AllowList::parse(list).unwrap();
            assert_eq!(parsed.allows(kind, value), allowed, "{list} {value}");
        }
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for list in [
            r#"{"type": "cidr", "list": ["x"]}"#,
            r#"{"list": 1}"#,
            "{",
            r#"{"type": "regex", "list": ["("]}"#,
            r#"{"type": "odd", "list": []}"#,
        ] {
            AllowList::parse(list).unwrap_err();
        }
    }
}
