//! Whole YARA rules, with the imports and comments right above them.
//!
//! Source: YARA documentation, "Writing YARA rules": `rule` is a keyword, so it stands nowhere in
//! a rule but in strings, regular expressions and comments; neither of the first two spans lines.
//!
//! Rules span lines, so they are looked for in the whole haystack, and the lines of one are then
//! searched as one. What was walked over is not walked over again, found or not.

use std::ops::Range;

use memchr::memmem;

use crate::{
    recognise::yara_body::{Body, header_end},
    text::{head, slice},
};

/// The rules of a haystack, first to last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// What stands before this was walked over.
    at: usize,
    next: Option<Range<usize>>,
    /// No brace opens between `at` and this: few texts have one, and it is found sooner than a word.
    brace: usize,
}

impl Rules {
    /// The first rule that ends after `from`, if it starts before `until`. Calls must ascend.
    pub(crate) fn starting_before(
        &mut self,
        haystack: &str,
        from: usize,
        until: usize,
    ) -> Option<Range<usize>> {
        while self.at < haystack.len() {
            let waits = |rule: &Range<usize>| rule.end > from;
            if self.next.as_ref().is_some_and(waits) {
                break;
            }
            self.next = self.find(haystack);
        }
        self.next
            .clone()
            .filter(|rule| rule.end > from && rule.start < until)
    }

    fn find(&mut self, haystack: &str) -> Option<Range<usize>> {
        let bytes = haystack.as_bytes();
        while let Some(found) = self
            .rest_with_brace(bytes)
            .and_then(|rest| memmem::find(rest, b"rule"))
        {
            let keyword = self.at + found;
            let floor = self.at;
            self.at = keyword + "rule".len();
            let Some(open) = header_end(haystack, keyword) else {
                continue;
            };
            match Body::new(haystack, open).read() {
                Ok(end) => {
                    self.at = end;
                    return Some(start(haystack, keyword, floor)..end);
                }
                Err(reached) => self.at = reached.max(self.at),
            }
        }
        self.at = haystack.len();
        None
    }

    /// What was not walked over, if a brace opens in it.
    fn rest_with_brace<'h>(&mut self, haystack: &'h [u8]) -> Option<&'h [u8]> {
        if self.brace < self.at || self.at == 0 {
            let rest = haystack.get(self.at..)?;
            self.brace = self.at + memchr::memchr(b'{', rest).unwrap_or(rest.len());
        }
        haystack
            .get(self.at..)
            .filter(|_| self.brace < haystack.len())
    }
}

/// Where a rule starts whose keyword stands at `keyword`: at its modifiers, or at the imports and
/// comments above them, but not before `floor`.
fn start(text: &str, keyword: usize, floor: usize) -> usize {
    let mut start = keyword;
    while let Some(before) = without_modifier(head(text, start)).filter(|&at| at >= floor) {
        start = before;
    }
    let mut above = line_start(text, start, floor);
    if !slice(text, above, start).trim().is_empty() {
        return start;
    }
    while above > floor {
        let end = head(text, above).trim_end().len().max(floor);
        let line = line_start(text, end, floor);
        let Some(first) = directive(text, line, end, floor) else {
            break;
        };
        start = first;
        above = line_start(text, first, floor);
    }
    start
}

/// Where the modifier starts that `before` ends with.
fn without_modifier(before: &str) -> Option<usize> {
    let trimmed = before.trim_end();
    let rest = ["private", "global"]
        .iter()
        .find_map(|word| trimmed.strip_suffix(word))?;
    let word = trimmed.len() < before.len() && !rest.ends_with(|c: char| c.is_alphanumeric());
    word.then_some(rest.len())
}

/// Where the import or comment starts whose last line stands from `line` to `end`.
fn directive(text: &str, line: usize, end: usize, floor: usize) -> Option<usize> {
    let shown = slice(text, line, end);
    let body = shown.trim_start();
    let heads = ["import \"", "include \"", "//", "/*"];
    if heads.iter().any(|head| body.starts_with(head)) {
        return Some(end - body.len());
    }
    body.ends_with("*/")
        .then(|| comment_start(text, line, floor))?
}

/// Where the comment of several lines starts whose last line starts at `at`.
fn comment_start(text: &str, at: usize, floor: usize) -> Option<usize> {
    let found = memmem::rfind(slice(text, floor, at).as_bytes(), b"/*")?;
    let start = floor + found;
    slice(text, line_start(text, start, floor), start)
        .trim()
        .is_empty()
        .then_some(start)
}

fn line_start(text: &str, at: usize, floor: usize) -> usize {
    memchr::memrchr(b'\n', slice(text, floor, at).as_bytes())
        .map_or(floor, |found| floor + found + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::steps;

    fn steps_for(text: &str) -> usize {
        let mut rules = Rules::default();
        let mut from = 0;
        steps::of(|| {
            while let Some(rule) = rules.starting_before(text, from, text.len()) {
                from = rule.end;
            }
        })
    }

    #[test]
    fn four_times_the_text_takes_four_times_the_steps() {
        for piece in [
            "rule",
            "rule ",
            "rule a {",
            "rule a {\n",
            "rule a { /*",
            "rule a { \"",
            "rule a { condition:",
            "rule a { condition: true }\n",
            "// a\nrule a { condition: true }\n",
            "import \"pe\"\n",
            "/* */\n",
            "*/\nrule a { condition: true }\n",
            "private ",
            "rule a : b ",
            "rule a : ",
            "rule a\n",
            "{",
            "/",
            "rule a { $a = /",
            "rule a { / ",
        ] {
            for prefix in [
                "",
                "rule a { ",
                "rule a { condition: /* ",
                "/*\n",
                "import \"pe\"\n",
            ] {
                let text = |count| format!("{prefix}{}", piece.repeat(count));
                let (short, long) = (steps_for(&text(1_000)), steps_for(&text(4_000)));
                assert!(
                    long <= 5 * short + 20_000,
                    "{prefix}{piece:?}: {short} steps, then {long}"
                );
            }
        }
    }
}
