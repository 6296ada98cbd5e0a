//! The patterns by name, in the order in which they are scanned.

use super::error::Error;
use super::grammar::{Builtin, Match};
use super::python_regex::Custom;
use super::text::Text;

/// The types whose values are refanged.
const NETWORK: [&str; 5] = ["ipv4", "ipv6", "url", "dns", "email"];

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) name: String,
    pub(super) priority: i32,
    matcher: Matcher,
}

#[derive(Clone, Debug)]
enum Matcher {
    Builtin(Builtin),
    Custom(Custom),
}

impl Pattern {
    pub(super) fn custom(name: &str, priority: i32, custom: Custom) -> Self {
        Self {
            name: name.to_owned(),
            priority,
            matcher: Matcher::Custom(custom),
        }
    }

    fn builtin(name: &str, priority: i32, builtin: Builtin) -> Self {
        Self {
            name: name.to_owned(),
            priority,
            matcher: Matcher::Builtin(builtin),
        }
    }

    /// Whether values of this type are refanged.
    pub(super) fn is_network(&self) -> bool {
        NETWORK.contains(&self.name.as_str())
    }

    /// The matches from a position on, as `finditer` gives them.
    pub(super) fn find_iter<'p>(
        &'p self,
        text: &'p Text<'_>,
        from: usize,
    ) -> impl Iterator<Item = Match> + 'p {
        let mut search = Some(from);
        std::iter::from_fn(move || {
            let (found, next) = self.find(text, search?)?;
            search = next;
            Some(found)
        })
    }

    /// The leftmost match, and where to search after it, if anywhere.
    fn find(&self, text: &Text<'_>, from: usize) -> Option<(Match, Option<usize>)> {
        let found = match &self.matcher {
            Matcher::Builtin(builtin) => builtin.find(text, from)?,
            Matcher::Custom(custom) => return custom.find(text, from),
        };
        let end = found.whole.end;
        Some((found, Some(end)))
    }

    pub(super) fn matches_all(&self, text: &Text<'_>) -> bool {
        match &self.matcher {
            Matcher::Builtin(builtin) => builtin.matches_all(text),
            Matcher::Custom(custom) => custom.matches_all(text),
        }
    }
}

/// An ordered dictionary: a pattern that is added again keeps its place.
#[derive(Clone, Debug)]
pub(super) struct Patterns(Vec<Pattern>);

impl Patterns {
    /// The original's own, for plain or for defanged text.
    pub(super) fn builtin(defanged: bool) -> Self {
        Self(vec![
            Pattern::builtin("ipv4", 0, Builtin::Ipv4 { defanged }),
            Pattern::builtin("ipv6", 0, Builtin::Ipv6),
            Pattern::builtin("dns", 2, Builtin::Dns { defanged }),
            Pattern::builtin("url", 0, Builtin::Url { defanged }),
            Pattern::builtin("email", 1, Builtin::Email { defanged }),
            Pattern::builtin("windows_path", 3, Builtin::WindowsPath),
            Pattern::builtin("linux_path", 4, Builtin::LinuxPath),
            Pattern::builtin("md5_hash", 1, Builtin::Hash { digits: 32 }),
            Pattern::builtin("sha1_hash", 1, Builtin::Hash { digits: 40 }),
            Pattern::builtin("sha256_hash", 1, Builtin::Hash { digits: 64 }),
        ])
    }

    pub(super) fn set(&mut self, pattern: Pattern) {
        let known = self.0.iter_mut().find(|known| known.name == pattern.name);
        match known {
            Some(known) => *known = pattern,
            None => self.0.push(pattern),
        }
    }

    pub(super) fn get(&self, name: &str) -> Result<&Pattern, Error> {
        let found = self.iter().find(|pattern| pattern.name == name);
        found.ok_or_else(|| Error::UnknownType(name.to_owned()))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Pattern> {
        self.0.iter()
    }
}
