//! [`Rows`]: rows that repeat earlier ones are not searched again.

use crate::{extractor::Extractor, fingerprint::fingerprint, indicator::Indicator};

/// Searches the rows of a column, of which many are equal: in a log of processes one of five is
/// new. Keeps the last few thousand different rows and what was in them, 16 MiB of it at most.
///
/// What it finds is what [`Extractor::find_iter`] finds in each row by itself, whichever rows came
/// before.
///
/// ```
/// let column = ["ping 8.8.8.8", "-", "ping 8.8.8.8"];
/// let extractor = iocextract::Extractor::new();
/// let mut rows = extractor.rows();
/// assert_eq!(column.map(|row| rows.find_all(row).len()), [1, 0, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Rows<'e, 'h> {
    extractor: &'e Extractor,
    /// By the fingerprints of rows; a row takes the place of the one before.
    slots: Vec<Slot<'h>>,
    /// Bytes of the indicators in them.
    kept: usize,
    /// Bytes that may be kept.
    room: usize,
    /// What was found last, where it is too much to be kept.
    last: Vec<Indicator<'h>>,
}

/// A row and what is in it.
#[derive(Clone, Debug, Default)]
struct Slot<'h> {
    row: &'h str,
    found: Vec<Indicator<'h>>,
}

/// A power of two.
const SLOTS: usize = 8192;
/// Bytes of indicators that are kept.
const ROOM: usize = 16 * 1024 * 1024;

impl<'e, 'h> Rows<'e, 'h> {
    pub(super) const fn new(extractor: &'e Extractor) -> Rows<'e, 'h> {
        Rows {
            extractor,
            slots: Vec::new(),
            kept: 0,
            room: ROOM,
            last: Vec::new(),
        }
    }

    /// All indicators of the next row. Where an equal row was searched before, their text is
    /// borrowed from that one.
    pub fn find_all(&mut self, row: &'h str) -> &[Indicator<'h>] {
        let place = fingerprint(row.as_bytes()) as usize % SLOTS;
        let known = self.slots.get(place).is_some_and(|slot| slot.row == row);
        if !known {
            let found: Vec<Indicator<'h>> = self.extractor.find_iter(row).collect();
            if !self.keep(place, row, found) {
                return &self.last;
            }
        }
        self.slots.get(place).map_or(&[], |slot| &slot.found)
    }

    /// Puts what was found in its place, or aside if it is too much.
    fn keep(&mut self, place: usize, row: &'h str, found: Vec<Indicator<'h>>) -> bool {
        let bytes = footprint(&found);
        if bytes > self.room / 4 {
            self.last = found;
            return false;
        }
        if self.kept + bytes > self.room {
            (self.slots, self.kept) = (Vec::new(), 0);
        }
        self.slots.resize_with(SLOTS, Slot::default);
        if let Some(slot) = self.slots.get_mut(place) {
            self.kept = (self.kept + bytes).saturating_sub(footprint(&slot.found));
            *slot = Slot { row, found };
        }
        true
    }
}

/// The bytes that indicators take, but for the row.
fn footprint(found: &Vec<Indicator<'_>>) -> usize {
    let decoded = found.iter().filter_map(|ioc| ioc.decoded.as_deref());
    size_of::<Indicator<'_>>() * found.capacity() + decoded.map(str::len).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_are_what_each_is_alone(
            rows in prop::collection::vec("[a-c]{0,2}|GET http://[ab]\\.com/[ab]|[1-3]\\.2\\.3\\.4", 0..80),
        ) {
            let extractor = Extractor::new();
            let mut memo = extractor.rows();
            for row in &rows {
                let alone: Vec<Indicator<'_>> = extractor.find_iter(row).collect();
                prop_assert_eq!(memo.find_all(row), alone);
            }
        }
    }

    /// What is too much to be kept is found all the same.
    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let addresses = |count: usize| {
            let addresses = (0..count).map(|last| format!("192.0.{count}.{last} "));
            addresses.collect::<String>()
        };
        let rows: Vec<String> = [1, 2, 3, 4, 60, 5].map(addresses).into();
        let extractor = Extractor::new();
        let mut memo = extractor.rows();
        memo.room = 3000;
        for row in rows.iter().chain(&rows) {
            let alone: Vec<Indicator<'_>> = extractor.find_iter(row).collect();
            assert_eq!(memo.find_all(row), alone);
            assert!(memo.kept <= memo.room, "{}", memo.kept);
        }
    }
}
