//! Positions in text: Rust counts bytes of UTF-8, a browser counts units of UTF-16.

use std::ops::Range;

/// The beginning of `text`, at most `limit` bytes of it, and whether anything was cut.
pub(crate) fn beginning(text: &str, limit: usize) -> (&str, bool) {
    let end = (0..=limit.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    let cut = text.get(..end).unwrap_or(text);
    (cut, cut.len() < text.len())
}

/// Translates spans of `text`; one that does not lie in it, at characters' borders, is `None`.
pub(crate) fn utf16_spans(text: &str, spans: &[Range<usize>]) -> Vec<Option<[usize; 2]>> {
    if text.is_ascii() {
        let inside = |span: &Range<usize>| span.start <= span.end && span.end <= text.len();
        let whole = |span: &Range<usize>| inside(span).then_some([span.start, span.end]);
        return spans.iter().map(whole).collect();
    }
    let mut edges: Vec<usize> = spans
        .iter()
        .flat_map(|span| [span.start, span.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let units = units_at(text, &edges);
    let at = |edge: usize| {
        let place = edges.binary_search(&edge).ok()?;
        *units.get(place)?
    };
    let whole = |span: &Range<usize>| match (at(span.start), at(span.end)) {
        (Some(start), Some(end)) if start <= end => Some([start, end]),
        _ => None,
    };
    spans.iter().map(whole).collect()
}

/// How many units stand before each of the `edges`, which are in order; one pass over the text.
fn units_at(text: &str, edges: &[usize]) -> Vec<Option<usize>> {
    let (mut bytes, mut units) = (0, 0);
    edges
        .iter()
        .map(|&edge| {
            let between = text.get(bytes..edge)?;
            units += between.encode_utf16().count();
            bytes = edge;
            Some(units)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_units() {
        let text = "aé\u{1f426}€b";
        let spans = [0..1, 1..3, 3..7, 7..10, 10..11, 2..3, 5..99];
        let expected = [
            Some([0, 1]),
            Some([1, 2]),
            Some([2, 4]),
            Some([4, 5]),
            Some([5, 6]),
            None,
            None,
        ];
        assert_eq!(utf16_spans(text, &spans), expected);
        assert_eq!(utf16_spans("abc", &[1..2, 2..9]), [Some([1, 2]), None]);
    }

    #[test]
    fn a_cut_spares_characters() {
        assert_eq!(beginning("a\u{1f426}b", 3), ("a", true));
        assert_eq!(beginning("ab", 2), ("ab", false));
    }
}
