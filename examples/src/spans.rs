//! Where the encoded parts of a text lie.

use std::ops::Range;

use b64unpack::{Payload, TextEncoding, Tree};

/// Spans of a text that hold something encoded, in order and apart from each other.
#[derive(Debug, Clone, Default)]
pub struct Spans(Vec<Range<usize>>);

impl Spans {
    /// The spans in the cell that `tree` was made from.
    #[must_use]
    pub fn of_cell(tree: &Tree) -> Spans {
        Spans(tree.roots().filter_map(|child| child.range()).collect())
    }

    /// The spans in the text of `payload`, or in its bytes if it is no text.
    #[must_use]
    pub fn of_payload(tree: &Tree, payload: Payload<'_>) -> Spans {
        let spans = tree
            .children(payload.id())
            .filter_map(|child| child.range());
        let mut ruler = match payload.text().map(|text| text.encoding()) {
            Some(TextEncoding::Utf16Le) => Ruler::new(payload.bytes(), u16::from_le_bytes),
            Some(TextEncoding::Utf16Be) => Ruler::new(payload.bytes(), u16::from_be_bytes),
            _ => return Spans(spans.collect()),
        };
        Spans(
            spans
                .map(|span| ruler.at(span.start)..ruler.at(span.end))
                .collect(),
        )
    }

    /// They themselves, in the order of what they hold.
    pub fn iter(&self) -> impl Iterator<Item = &Range<usize>> {
        self.0.iter()
    }

    /// Does `place` lie inside of one of them?
    #[must_use]
    pub fn cover(&self, place: &Range<usize>) -> bool {
        let behind = self.0.partition_point(|span| span.start <= place.start);
        let nearest = behind.checked_sub(1).and_then(|at| self.0.get(at));
        nearest.is_some_and(|span| place.end <= span.end)
    }
}

/// Translates offsets into UTF-16 to offsets into the same text as UTF-8, in one pass over it.
struct Ruler<'a> {
    units: &'a [[u8; 2]],
    unit: fn([u8; 2]) -> u16,
    bytes: usize,
    text: usize,
}

impl Ruler<'_> {
    fn new(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Ruler<'_> {
        Ruler {
            units: bytes.as_chunks().0,
            unit,
            bytes: 0,
            text: 0,
        }
    }

    /// Where `bytes` lies in the text. Ask in rising order.
    fn at(&mut self, bytes: usize) -> usize {
        while let (true, Some((unit, rest))) = (self.bytes < bytes, self.units.split_first()) {
            self.text += match (self.unit)(*unit) {
                0xfeff if self.bytes == 0 => 0,
                0..=0x7f => 1,
                // A pair of surrogates makes four bytes, so each of them makes two.
                0x80..=0x7ff | 0xd800..=0xdfff => 2,
                _ => 3,
            };
            self.bytes += 2;
            self.units = rest;
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_offsets_become_utf8_offsets() {
        let text = "\u{feff}aé\u{1f426}€b";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut ruler = Ruler::new(&bytes, u16::from_le_bytes);
        let offsets = [0, 2, 4, 6, 10, 12, 14].map(|at| ruler.at(at));
        assert_eq!(offsets, [0, 0, 1, 3, 7, 10, 11]);
    }

    #[test]
    fn a_place_is_covered_by_the_span_it_starts_in() {
        let spans = Spans(vec![2..5, 7..9]);
        assert!(spans.cover(&(2..5)) && spans.cover(&(8..9)));
        assert!(!spans.cover(&(1..3)) && !spans.cover(&(4..6)) && !spans.cover(&(5..7)));
    }
}
