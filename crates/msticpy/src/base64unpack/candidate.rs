//! What the original takes for Base64: `[A-Za-z0-9+/\n\r]{30,}={0,2}`, regardless of case.

/// The shortest run of symbols.
const MIN_SYMBOLS: usize = 30;
/// As many padding characters belong to the run.
const MAX_PADDING: usize = 2;

/// Whether `text` holds a candidate, by the filter over whole columns, which does respect case.
pub(super) fn is_in(text: &str) -> bool {
    let mut runs = text.as_bytes().split(|byte| !is_symbol(char::from(*byte)));
    runs.any(|run| run.len() >= MIN_SYMBOLS)
}

/// The first candidate in `text` at or after the byte `from`, as a byte range.
pub(super) fn find(text: &str, from: usize) -> Option<(usize, usize)> {
    let (mut start, mut symbols) = (from, 0);
    let tail = text.get(from..)?;
    for (at, c) in tail.char_indices() {
        if is_symbol(c) || folds_to_a_letter(c) {
            symbols += 1;
            continue;
        }
        if symbols >= MIN_SYMBOLS {
            return Some((start, padded(text, from + at)));
        }
        (start, symbols) = (from + at + c.len_utf8(), 0);
    }
    (symbols >= MIN_SYMBOLS).then_some((start, text.len()))
}

/// Four characters beyond ASCII match `[A-Za-z]` in Python where case is ignored: İ, ı, ſ and the
/// Kelvin sign.
pub(super) fn folds_to_a_letter(c: char) -> bool {
    matches!(c, '\u{130}' | '\u{131}' | '\u{17f}' | '\u{212a}')
}

fn is_symbol(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '\n' | '\r')
}

fn padded(text: &str, end: usize) -> usize {
    let tail = text.as_bytes().iter().skip(end);
    end + tail
        .take(MAX_PADDING)
        .take_while(|byte| **byte == b'=')
        .count()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_run_takes_line_ends_and_two_paddings() {
        let text = "é cGFydHMgYS\nb2YgYSBsaW5l\r\nYWJjZA===";
        assert_eq!(find(text, 0), Some((3, text.len() - 1)));
        assert_eq!(find(text, 12), None);
    }
}
