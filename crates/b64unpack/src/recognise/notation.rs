//! Lists of codes: items of one form, with the same mark between them.

/// How the items of a list and what stands between them are written.
#[derive(Clone, Copy)]
pub(super) struct Notation {
    /// The item that a text begins with.
    pub(super) item: fn(&[u8]) -> Option<Item>,
    /// What may stand between two items at the beginning of a text.
    pub(super) gap: fn(&[u8]) -> Option<Gap>,
}

/// One code.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) len: usize,
    pub(super) code: u32,
}

/// What stands between two codes.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    pub(super) len: usize,
    /// The same throughout a list; 0 for white space alone.
    pub(super) mark: u8,
}

/// The extent of a list at the beginning of a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Extent {
    pub(super) items: usize,
    /// Where the last item begins.
    pub(super) last: usize,
    pub(super) end: usize,
}

impl Notation {
    /// The items of the list that `text` begins with, each with its start and its end.
    pub(super) fn items(self, text: &[u8]) -> Items<'_> {
        Items {
            notation: self,
            text,
            at: 0,
            mark: None,
            first: true,
        }
    }

    pub(super) fn extent(self, text: &[u8]) -> Extent {
        let mut extent = Extent::default();
        for (last, item) in self.items(text) {
            extent.items += 1;
            extent.last = last;
            extent.end = last + item.len;
        }
        extent
    }

    /// The codes of the list that `text` begins with.
    pub(super) fn codes(self, text: &[u8]) -> impl Iterator<Item = u32> {
        self.items(text).map(|(_, item)| item.code)
    }
}

/// The items of a list with their places.
pub(super) struct Items<'t> {
    notation: Notation,
    text: &'t [u8],
    at: usize,
    mark: Option<u8>,
    first: bool,
}

impl Iterator for Items<'_> {
    type Item = (usize, Item);

    fn next(&mut self) -> Option<(usize, Item)> {
        let mut at = self.at;
        if !std::mem::take(&mut self.first) {
            let gap = (self.notation.gap)(self.text.get(at..)?)?;
            if *self.mark.get_or_insert(gap.mark) != gap.mark {
                return None;
            }
            at += gap.len;
        }
        let item = (self.notation.item)(self.text.get(at..)?)?;
        self.at = at + item.len;
        Some((at, item))
    }
}

/// More white space than this ends a list, so that no text is looked through twice.
const MAX_SPACE: usize = 64;

/// The white space that a text begins with; an underscore, a backtick or a backslash that continues
/// a line (Visual Basic, PowerShell, C and exports of the registry) counts as such.
pub(super) fn space(text: &[u8]) -> usize {
    let white = |text: &[u8]| {
        let white = text.iter().take(MAX_SPACE);
        white.take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let len = white(text);
    match text.get(len..) {
        Some([b'_' | b'`' | b'\\', rest @ ..]) if matches!(rest, [b'\r' | b'\n', ..]) => {
            len + 1 + white(rest)
        }
        _ => len,
    }
}

/// White space and one of `marks`, or white space alone, but not nothing.
pub(super) fn separator(text: &[u8], marks: &[u8]) -> Option<Gap> {
    let before = space(text);
    let rest = text.get(before..)?;
    match rest.split_first() {
        Some((&mark, behind)) if marks.contains(&mark) => Some(Gap {
            len: before + 1 + space(behind),
            mark,
        }),
        _ if before > 0 => Some(Gap {
            len: before,
            mark: 0,
        }),
        _ => None,
    }
}

/// The end of one string literal and the beginning of the next that is joined to it: `" + "`,
/// `"\n"` (C), `";\nbuf += b"` (Python). The text begins with the first quotation mark.
pub(super) fn joint(text: &[u8]) -> Option<usize> {
    let quote = *text.first()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let mut at = 1;
    at += usize::from(text.get(at) == Some(&b';'));
    at += space(text.get(at..)?);
    let name = text.get(at..)?;
    let name_len = name
        .iter()
        .take(32)
        .take_while(|byte| is_word(**byte))
        .count();
    let behind = name.get(name_len..)?;
    let blank = space(behind);
    match behind.get(blank..)? {
        [b'+' | b'.', b'=', ..] if name_len > 0 => at += name_len + blank + 2,
        _ => at += usize::from(matches!(text.get(at), Some(b'+' | b'.' | b'&' | b','))),
    }
    at += space(text.get(at..)?);
    at += usize::from(text.get(at) == Some(&b'b'));
    (text.get(at) == Some(&quote)).then_some(at + 1)
}

/// A character of names.
pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}
