//! Warning lists: values that are known, and raise false alarms.
//!
//! Source: MISP, "misp-warninglists", README, "Format of a warning list" and `schema.json`.

use std::collections::HashSet;

use super::{list_type::ListType, networks::Networks};
use crate::{kind::Kind, misp_type, url_host::url_host};

/// A list of known values, in the format of MISP's warning lists.
///
/// With the feature `serde` it is read from JSON: `serde_json::from_str::<WarningList>(text)`.
/// Lists of the type `regex` need the feature `regex`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Format"))]
pub struct WarningList {
    name: String,
    /// The types of attributes in MISP that the list is for; none means all.
    attributes: HashSet<String>,
    rule: Rule,
}

/// The error of an entry that a list of its type cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{entry}` is no entry for a warning list of the type {list_type}: {reason}")]
pub struct BadEntry {
    entry: String,
    list_type: &'static str,
    reason: String,
}

/// A warning list as it is written.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct Format {
    #[serde(default)]
    name: String,
    #[serde(default, rename = "type")]
    list_type: ListType,
    #[serde(default)]
    matching_attributes: HashSet<String>,
    list: Vec<String>,
}

#[cfg(feature = "serde")]
impl TryFrom<Format> for WarningList {
    type Error = BadEntry;

    fn try_from(format: Format) -> Result<WarningList, BadEntry> {
        let list = WarningList::new(format.list_type, format.list)?;
        Ok(WarningList {
            name: format.name,
            attributes: format.matching_attributes,
            ..list
        })
    }
}

#[derive(Clone, Debug)]
enum Rule {
    String(HashSet<String>),
    Substring(Vec<String>),
    Hostname(HashSet<String>),
    Cidr(Networks),
    #[cfg(feature = "regex")]
    Regex(Vec<regex::Regex>),
}

impl WarningList {
    /// A list of these entries, for indicators of every kind.
    ///
    /// # Errors
    /// An entry of a list of networks that is no network, or of patterns that is no pattern.
    pub fn new(
        list_type: ListType,
        entries: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<WarningList, BadEntry> {
        let lower = |entry: &str| entry.trim().to_lowercase();
        let mut entries = entries.into_iter();
        let rule = match list_type {
            ListType::String => Rule::String(entries.map(|e| lower(e.as_ref())).collect()),
            ListType::Substring => Rule::Substring(
                entries
                    .map(|e| lower(e.as_ref()))
                    .filter(|e| !e.is_empty())
                    .collect(),
            ),
            ListType::Hostname => Rule::Hostname(
                entries
                    .map(|e| lower(e.as_ref()).trim_matches('.').to_owned())
                    .collect(),
            ),
            ListType::Cidr => {
                let networks = entries.try_fold(Networks::default(), |mut networks, entry| {
                    let entry = entry.as_ref().trim();
                    let added = networks.add(entry);
                    added.ok_or_else(|| bad(entry, "cidr", "it is no network"))?;
                    Ok(networks)
                });
                Rule::Cidr(networks?)
            }
            ListType::Regex => patterns(entries)?,
        };
        Ok(WarningList {
            name: String::new(),
            attributes: HashSet::new(),
            rule,
        })
    }

    /// What the list calls itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the value, refanged and normalised as [`Indicator::value`](crate::Indicator::value)
    /// gives it, is on the list.
    pub fn contains(&self, kind: Kind, value: &str) -> bool {
        if !self.is_for(kind) {
            return false;
        }
        match &self.rule {
            Rule::String(entries) => entries.contains(&value.to_lowercase()),
            Rule::Substring(parts) => {
                let value = value.to_lowercase();
                parts.iter().any(|part| value.contains(part))
            }
            Rule::Hostname(hosts) => {
                let host = host(kind, value).to_lowercase();
                parents(&host).any(|parent| hosts.contains(parent))
            }
            Rule::Cidr(networks) => networks.hold(host(kind, value)),
            #[cfg(feature = "regex")]
            Rule::Regex(patterns) => patterns.iter().any(|pattern| pattern.is_match(value)),
        }
    }

    fn is_for(&self, kind: Kind) -> bool {
        let mut types = misp_type::types(kind).iter();
        self.attributes.is_empty() || types.any(|name| self.attributes.contains(*name))
    }
}

fn bad(entry: &str, list_type: &'static str, reason: impl Into<String>) -> BadEntry {
    BadEntry {
        entry: entry.to_owned(),
        list_type,
        reason: reason.into(),
    }
}

/// MISP writes patterns between slashes, with flags behind them.
#[cfg(feature = "regex")]
fn patterns(entries: impl Iterator<Item = impl AsRef<str>>) -> Result<Rule, BadEntry> {
    let compile = |entry: &str| {
        let inner = entry.strip_prefix('/').and_then(|rest| {
            let (pattern, flags) = rest.rsplit_once('/')?;
            let known = flags.bytes().all(|flag| b"imsxu".contains(&flag));
            known.then_some((pattern, flags.contains('i')))
        });
        let (pattern, any_case) = inner.unwrap_or((entry, false));
        let regex = regex::RegexBuilder::new(pattern)
            .case_insensitive(any_case)
            .build();
        regex.map_err(|error| bad(entry, "regex", error.to_string()))
    };
    let patterns = entries.map(|entry| compile(entry.as_ref()));
    Ok(Rule::Regex(patterns.collect::<Result<_, _>>()?))
}

#[cfg(not(feature = "regex"))]
fn patterns(mut entries: impl Iterator<Item = impl AsRef<str>>) -> Result<Rule, BadEntry> {
    match entries.next() {
        Some(entry) => Err(bad(entry.as_ref(), "regex", "the feature `regex` is off")),
        None => Ok(Rule::Substring(Vec::new())),
    }
}

/// The host that an indicator names: its own text, or a part of it.
fn host(kind: Kind, value: &str) -> &str {
    match kind {
        Kind::Url => url_host(value),
        Kind::Email | Kind::Xmpp => value.rsplit('@').next().unwrap_or(value),
        _ => value,
    }
}

/// The host and every domain that it lies below.
fn parents(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |host| {
        host.split_once('.').map(|(_, rest)| rest)
    })
}
