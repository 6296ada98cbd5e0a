//! Pairs that show something only beside certain bytes.

use super::{Glance, look};

/// What the doubtful pairs of a haystack show, when the bytes beside them are looked at.
pub(super) fn undoubted(haystack: &[u8]) -> Glance {
    let pairs = 0..haystack.len().saturating_sub(1);
    let shown = |seen: Glance, at| seen.with(shown_at(haystack, at));
    pairs.fold(Glance::NOTHING, shown)
}

/// The same of the pair at `at`.
pub(super) fn shown_at(haystack: &[u8], at: usize) -> Glance {
    let byte = |at: Option<usize>| at.and_then(|at| haystack.get(at)).copied().unwrap_or(0);
    let (one, two) = (byte(Some(at)), byte(Some(at + 1)));
    if !look::are_doubtful(one, two) {
        return Glance::NOTHING;
    }
    shown(byte(at.checked_sub(1)), one, two, byte(Some(at + 2)))
}

/// What a pair shows between these two bytes; zeros stand where the haystack ends.
fn shown(before: u8, one: u8, two: u8, behind: u8) -> Glance {
    let is = |byte: u8, lower: u8| byte | 0x20 == lower;
    let letter = |byte: u8| (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = |byte: u8| byte.wrapping_sub(b'0') < 10;

    // Two strings that are joined, or an empty one in a word.
    let quote = |byte: u8| byte | 5 == b'\'';
    let (and, hash) = ((one == b'&') | (two == b'&'), (one == b'#') | (two == b'#'));
    let symbol =
        letter(before) | digit(before) | (before | 4 == b'/') | (before == b'-') | (before == b'_');
    let joined = quote(one) & quote(two) & (and | (!hash & symbol));
    // A reference of HTML.
    let reference = (one == b'&') & (two == b'#');
    // `base64` and `b64`, also in pieces.
    let stem = is(before, b'e')
        | is(before, b'b')
        | (before == b'^')
        | (before == b'`')
        | (before | 5 == b'\'')
        | (before == b'+');
    let named = (one == b'6') & (two == b'4') & stem;
    // No other switches than `-e`, `-ec`, `-en` and so on, and `-ea`, with any dash.
    let dash = (one | 2 == b'/') | (one | 7 == 0x97);
    let goes_on = is(behind, b'n') | is(behind, b'c') | is(behind, b'a');
    let switch = dash & is(two, b'e') & (goes_on | !letter(behind));
    let join = is(one, b'j') & is(two, b'o') & is(behind, b'i');

    let anchor = joined | reference | named | switch;
    Glance::NOTHING
        .with_if(anchor, Glance::ANCHOR)
        .with_if(reference | join, Glance::CALL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Glance {
        undoubted(text.as_bytes())
    }

    #[test]
    fn the_bytes_beside_a_pair_decide() {
        let (anchor, call) = (Glance::ANCHOR, Glance::CALL);
        for text in [
            "-e",
            "x /eNc",
            "\u{2014}ea",
            "b64",
            "E64,",
            "'64",
            "a''",
            "+\"\"b",
            "x'&'y",
            "-e\"\"n",
        ] {
            assert_eq!(at(text), anchor, "{text}");
        }
        for text in ["join", "-JOIN", "-jOI"] {
            assert_eq!(at(text), call, "{text}");
        }
        assert_eq!(at("&#"), anchor.with(call));
        for text in [
            "", "-", "x-event", "/exe", "k64", "64", "''", " \"\"C", "'#'", "job", "-jo",
        ] {
            assert_eq!(at(text), Glance::NOTHING, "{text}");
        }
    }
}
