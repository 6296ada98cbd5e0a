//! A caller's pattern, in the syntax of Python's `re` with its flags `IGNORECASE`, `VERBOSE` and
//! `MULTILINE`, run by the engine of the crate `regex`.

mod class;
mod escape;
mod reader;
mod translate;

use std::ops::Range;

use regex::{Captures, Regex};

use super::error::Error;
use super::grammar::Match;
use super::text::Text;

// Python 3.11 knows Unicode 14. These sets are those of `str.isalnum` and of `str.isdecimal`.
/// `\w`.
pub(super) const WORD: &str = r"[[\p{L}\p{N}_]&&\p{age:14.0}]";
/// `\d`.
pub(super) const DECIMAL: &str = r"[\p{Nd}&&\p{age:14.0}]";
/// `\s`.
const SPACE: &str = r"[\s\x1c-\x1f]";

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Custom {
    find: Regex,
    all: Regex,
    group: Option<String>,
    has_host: bool,
}

impl Custom {
    pub(super) fn new(pattern: &str, group: Option<&str>) -> Result<Self, Error> {
        let translated = translate::translate(pattern)?;
        let find = compile(&translated)?;
        let has_group = |name: &str| find.capture_names().flatten().any(|known| known == name);
        if let Some(name) = group.filter(|name| !has_group(name)) {
            return Err(Error::NoSuchGroup(name.to_owned()));
        }
        Ok(Self {
            all: compile(&format!(r"\A(?:{translated})\z"))?,
            group: group.map(str::to_owned),
            has_host: has_group("host"),
            find,
        })
    }

    /// The original reads the group `host` of a URL.
    pub(super) fn has_host(&self) -> bool {
        self.has_host
    }

    pub(super) fn matches_all(&self, text: &Text<'_>) -> bool {
        self.all.is_match(text.source())
    }

    /// The next match whose group takes part in it, and where to search on.
    pub(super) fn find(&self, text: &Text<'_>, from: usize) -> Option<(Match, Option<usize>)> {
        let mut search = Some(from);
        loop {
            let from = text.byte_of(search?);
            let (whole, value, host) = self.find_bytes(text.source(), from)?;
            let range =
                |bytes: Range<usize>| text.position_of(bytes.start)..text.position_of(bytes.end);
            let whole = range(whole);
            search = next_search(&whole, text.len());
            if let Some(value) = value {
                let found = Match {
                    value: range(value),
                    host: host.map(range),
                    whole,
                };
                return Some((found, search));
            }
        }
    }

    fn find_bytes(&self, source: &str, from: usize) -> Option<Bytes> {
        if self.group.is_none() && !self.has_host {
            let whole = self.find.find_at(source, from)?.range();
            return Some((whole.clone(), Some(whole), None));
        }
        let captures = self.find.captures_at(source, from)?;
        let whole = captures.get(0)?.range();
        let value = match &self.group {
            Some(name) => range_of(&captures, name),
            None => Some(whole.clone()),
        };
        Some((whole, value, range_of(&captures, "host")))
    }
}

/// The whole match, the group that is reported and the host.
type Bytes = (Range<usize>, Option<Range<usize>>, Option<Range<usize>>);

fn range_of(captures: &Captures<'_>, name: &str) -> Option<Range<usize>> {
    Some(captures.name(name)?.range())
}

/// Python searches on where a match ended; after an empty one, a match there must not be empty.
fn next_search(found: &Range<usize>, len: usize) -> Option<usize> {
    if !found.is_empty() {
        return Some(found.end);
    }
    (found.end < len).then_some(found.end + 1)
}

fn compile(translated: &str) -> Result<Regex, Error> {
    Regex::new(translated).map_err(|error| Error::Refused(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_constant_classes_compile() {
        for class in [WORD, DECIMAL, SPACE] {
            assert!(Regex::new(class).is_ok(), "{class}");
        }
    }
}
