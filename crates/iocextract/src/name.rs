//! Dotted names as they stand in text: labels with plain or defanged dots between them.
//!
//! A label is what the eye takes for a word: letters and digits of any script, marks that combine
//! with them, hyphens and underscores. Whether a name is a domain is for others to judge.

use std::{borrow::Cow, ops::Range};

use crate::{
    byte_set::ByteSet,
    ip::narrow,
    marks::{Mark, Reading, dot, may_be_defanged_dot},
    text::{byte, char_at, char_before, head, run_end, slice},
};

/// A dotted name: maximal, so that no judgement depends on where a search came from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many labels it has.
    pub(crate) labels: usize,
    /// Whether any of its dots is defanged.
    pub(crate) defanged: bool,
}

impl Name {
    /// The name that starts at `start`; it has no label if none stands there.
    pub(crate) fn read(line: &str, start: usize, reading: Reading) -> Name {
        if let Some(name) = Name::read_plain(line, start, reading) {
            return name;
        }
        let mut name = Name {
            start,
            end: start,
            labels: 0,
            defanged: false,
        };
        for label in labels(line, start, reading) {
            name.labels += 1;
            name.end = label.after;
            name.defanged |= label.defanged;
        }
        name
    }

    /// The name that starts at `start`, if it is ASCII and has plain dots only, as most have.
    fn read_plain(line: &str, start: usize, reading: Reading) -> Option<Name> {
        let (mut at, mut end, mut labels) = (start, start, 0);
        loop {
            let label_end = run_end(line, at, is_ascii_label);
            if label_end > at {
                (labels, end) = (labels + 1, label_end);
            }
            let next = byte(line, label_end + 1);
            match byte(line, label_end) {
                b'.' if label_end == at => return None,
                b'.' if is_ascii_label(next) => at = label_end + 1,
                b'.' if next >= 0x80 || matches!(next, b']' | b')' | b'}' | b'[') => return None,
                0x80.. => return None,
                b' ' if reading.gaps => return None,
                b'[' | b'(' | b'{' | b'<' | b'%' | b'&' | b'\\' | b' '
                    if reading.defanged && may_be_defanged_dot(line, label_end) =>
                {
                    return None;
                }
                _ => break,
            }
        }
        Some(Name {
            start,
            end,
            labels,
            defanged: false,
        })
    }

    /// The part of it from `start` to `end`.
    pub(crate) fn part(line: &str, start: usize, end: usize, reading: Reading) -> Name {
        Name::read(head(line, end), start, reading)
    }

    /// Its text with plain dots.
    pub(crate) fn text<'l>(&self, line: &'l str, reading: Reading) -> Cow<'l, str> {
        if !self.defanged {
            return Cow::Borrowed(slice(line, self.start, self.end));
        }
        let mut text = String::with_capacity(self.end - self.start);
        for label in labels(head(line, self.end), self.start, reading) {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(slice(line, label.range.start, label.range.end));
        }
        Cow::Owned(text)
    }
}

/// One label of a name.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) range: Range<usize>,
    /// Where the name would end, were this its last label: past a bracket that closes after it.
    pub(crate) after: usize,
    /// Whether the dot before it is defanged.
    pub(crate) defanged: bool,
}

/// The labels from `start` on.
pub(crate) fn labels(line: &str, start: usize, reading: Reading) -> Labels<'_> {
    Labels {
        line,
        next: Some((start, None)),
        reading,
    }
}

/// An iterator over the labels of a name.
#[derive(Clone, Debug)]
pub(crate) struct Labels<'l> {
    line: &'l str,
    /// Where the next label starts, and the dot before it.
    next: Option<(usize, Option<Mark>)>,
    reading: Reading,
}

impl Iterator for Labels<'_> {
    type Item = Label;

    fn next(&mut self) -> Option<Label> {
        let (start, mark) = self.next.take()?;
        let end = label_end(self.line, start);
        if end == start {
            return None;
        }
        let closes = mark.is_some_and(|mark| mark.opens) && byte(self.line, end) == b']';
        let after = end + usize::from(closes);
        if let Some(mark) = dot(self.line, after, self.reading) {
            self.next = Some((after + mark.len, Some(mark)));
        }
        Some(Label {
            range: start..end,
            after,
            defanged: mark.is_some_and(|mark| mark.defanged),
        })
    }
}

/// Where the label that starts at `start` ends.
pub(crate) fn label_end(line: &str, start: usize) -> usize {
    let (mut at, mut before) = (start, None);
    loop {
        let c = char_at(line, at);
        let stops = before.is_some_and(|before| changes_script(before, c));
        if stops || !is_label_char(c) {
            return at;
        }
        at += c.len_utf8();
        before = Some(c);
    }
}

/// Where the label that ends at `end` starts, not before `floor`.
pub(crate) fn label_start(line: &str, end: usize, floor: usize) -> usize {
    let (mut at, mut after) = (end, None);
    while at > floor {
        let c = char_before(line, at);
        let stops = after.is_some_and(|after| changes_script(c, after));
        if stops || !is_label_char(c) {
            break;
        }
        at -= c.len_utf8();
        after = Some(c);
    }
    at.max(floor)
}

/// Whether `b` is an ASCII character that labels have.
#[inline]
pub(crate) fn is_ascii_label(b: u8) -> bool {
    const LABEL: ByteSet = ByteSet::ALPHANUMERIC.with(b"-_");
    LABEL.contains(b)
}

/// Whether `c` can be part of a label as it stands in text.
#[inline]
pub(crate) fn is_label_char(c: char) -> bool {
    if c.is_ascii() {
        return is_ascii_label(c as u8);
    }
    is_common_letter(c)
        || is_invisible(c)
        || c.is_alphanumeric()
        || is_combining(c)
        || is_pictograph(c)
}

/// Whether `c`, which is not of ASCII, is a letter or a number.
pub(crate) fn is_word_char(c: char) -> bool {
    is_common_letter(c) || (!is_invisible(c) && c.is_alphanumeric())
}

/// Letters that are told at a glance, in long rows: of the Latin, Greek, Cyrillic, Hebrew and
/// Arabic alphabets, and of the East.
#[inline]
fn is_common_letter(c: char) -> bool {
    matches!(c,
        '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2c1}' | '\u{3a3}'..='\u{3f5}'
        | '\u{3f7}'..='\u{481}' | '\u{48a}'..='\u{52f}' | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Characters that take no room: they hide in a name, and end no word.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

fn is_combining(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// Symbols that registries have sold as names.
fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

/// Whether a word ends between `a` and `b`: scripts written without spaces touch Latin words, and
/// what cannot be seen between the two hides nothing.
#[inline]
pub(crate) fn changes_script(a: char, b: char) -> bool {
    if !is_unspaced(a) && !is_unspaced(b) {
        return false;
    }
    let other = |c: char| narrow(c).is_ascii_alphanumeric() || is_invisible(c);
    (other(a) && is_unspaced(b)) || (is_unspaced(a) && other(b))
}

#[inline]
fn is_unspaced(c: char) -> bool {
    c >= '\u{e00}'
        && matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{is_common_letter, is_word_char};

    #[test]
    fn common_letters_are_letters() {
        for c in ('\u{80}'..=char::MAX).filter(|&c| is_common_letter(c)) {
            assert!(c.is_alphabetic(), "{c:?}");
        }
    }

    #[test]
    fn words_have_letters_and_numbers() {
        for c in '\u{80}'..=char::MAX {
            assert_eq!(is_word_char(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
