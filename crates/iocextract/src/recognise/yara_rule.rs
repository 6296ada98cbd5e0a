//! Whole YARA rules, with the imports and comments right above them.
//!
//! Source: YARA documentation, "Writing YARA rules": `rule` is a keyword, so it stands nowhere in
//! a rule but in strings, regular expressions and comments; neither of the first two spans lines.
//!
//! Rules span lines, so they are looked for in the whole haystack, and the lines of one are then
//! searched as one. What was walked over is not walked over again, found or not.

use std::ops::Range;

use memchr::memmem;

use crate::text::{byte, byte_before, head, run_end, slice, tail};

/// The rules of a haystack, first to last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// What stands before this was walked over.
    at: usize,
    next: Option<Range<usize>>,
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
        while let Some(found) = bytes
            .get(self.at..)
            .and_then(|rest| memmem::find(rest, b"rule"))
        {
            let keyword = self.at + found;
            let floor = self.at;
            self.at = keyword + "rule".len();
            let Some(open) = header_end(haystack, keyword) else {
                continue;
            };
            let body = Body {
                text: haystack,
                at: open,
                condition: false,
            }
            .read();
            match body {
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
}

/// Where the body opens after `rule NAME : TAGS {`.
fn header_end(text: &str, keyword: usize) -> Option<usize> {
    let after = keyword + "rule".len();
    let name = space_end(text, after);
    if is_word(byte_before(text, keyword)) || name == after {
        return None;
    }
    let name_end = word_end(text, name);
    let mut at = space_end(text, name_end);
    if byte(text, at) == b':' {
        at = tags_end(text, at + 1)?;
    }
    (byte(text, at) == b'{' && name_end > name).then_some(at + 1)
}

/// The end of the tags that stand at `at`; the keyword is none of them.
fn tags_end(text: &str, at: usize) -> Option<usize> {
    let mut at = space_end(text, at);
    loop {
        let end = word_end(text, at);
        if end == at {
            return Some(at);
        }
        if slice(text, at, end) == "rule" {
            return None;
        }
        at = space_end(text, end);
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

/// The walk through the body of a rule.
struct Body<'t> {
    text: &'t str,
    at: usize,
    condition: bool,
}

impl Body<'_> {
    /// The end of the rule past its brace, or where it turned out to be none.
    fn read(mut self) -> Result<usize, usize> {
        let mut depth = 1_usize;
        while self.at < self.text.len() {
            match byte(self.text, self.at) {
                b'{' => depth += 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return if self.condition {
                            Ok(self.at)
                        } else {
                            Err(self.at)
                        };
                    }
                }
                b'"' => self.literal(b'"')?,
                b'/' => self.slash()?,
                b if is_word(b) => {
                    self.word()?;
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
        Err(self.at)
    }

    fn word(&mut self) -> Result<(), usize> {
        let start = self.at;
        self.at = word_end(self.text, start);
        let word = slice(self.text, start, self.at);
        let named = matches!(
            byte_before(self.text, start),
            b'$' | b'#' | b'@' | b'!' | b'.'
        );
        if word == "rule" && !named && header_end(self.text, start).is_some() {
            return Err(start);
        }
        let colon = || byte(self.text, space_end(self.text, self.at)) == b':';
        self.condition |= word == "condition" && colon();
        Ok(())
    }

    /// Goes to the quote or slash that closes a literal of one line.
    fn literal(&mut self, close: u8) -> Result<(), usize> {
        loop {
            self.at += 1;
            match byte(self.text, self.at) {
                b'\\' if byte(self.text, self.at + 1) != b'\n' => self.at += 1,
                b'\n' => return Err(self.at.min(self.text.len())),
                b if b == close => return Ok(()),
                _ => {}
            }
        }
    }

    /// Goes over a comment, or over a regular expression where a value stands; a slash elsewhere
    /// divides.
    fn slash(&mut self) -> Result<(), usize> {
        let rest = tail(self.text, self.at + 2).as_bytes();
        match byte(self.text, self.at + 1) {
            b'/' => {
                let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                self.at += 1 + end;
            }
            b'*' => {
                let end = memmem::find(rest, b"*/").ok_or(self.text.len())?;
                self.at += 3 + end;
            }
            _ if self.is_value() => self.literal(b'/')?,
            _ => {}
        }
        Ok(())
    }

    /// Whether a value stands at the slash: after `=`, `matches`, a bracket or a comma.
    fn is_value(&self) -> bool {
        let before = head(self.text, self.at).trim_end();
        before.ends_with(['=', '(', ',']) || before.ends_with("matches")
    }
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

fn word_end(text: &str, at: usize) -> usize {
    run_end(text, at, is_word)
}

fn space_end(text: &str, at: usize) -> usize {
    run_end(text, at, |b| b.is_ascii_whitespace())
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
