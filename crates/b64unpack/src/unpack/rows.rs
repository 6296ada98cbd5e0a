//! [`Rows`]: rows that repeat earlier ones are not unpacked again.

use std::sync::Arc;

use super::Unpacker;
use crate::fingerprint::fingerprint;
use crate::glance::Glance;
use crate::tree::Tree;

/// Unpacks the rows of a column, of which many are equal: in a log of processes one of five is
/// new. Keeps the last few thousand different rows and what was in them, 16 MiB of it at most.
///
/// What it finds is what [`Unpacker::unpack`] finds, whichever rows came before.
///
/// ```
/// let column = ["x", "nc -e cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA= x", "x"];
/// let unpacker = b64unpack::Unpacker::new();
/// let mut rows = unpacker.rows();
/// let payloads = column.map(|row| rows.unpack(row.as_bytes()).len());
/// assert_eq!(payloads, [0, 1, 0]);
/// ```
#[derive(Clone, Debug)]
pub struct Rows<'a, 'h> {
    unpacker: Unpacker<'a>,
    /// By their fingerprints; a row takes the place of the one before.
    slots: Vec<Slot<'h>>,
    /// Bytes of the payloads in them.
    kept: usize,
    /// Bytes that may be kept.
    room: usize,
    nothing: Arc<Tree>,
    /// What was found last, where it is too much to be kept.
    last: Arc<Tree>,
}

/// A row and what is in it.
#[derive(Clone, Debug, Default)]
struct Slot<'h> {
    row: &'h [u8],
    /// Not where it is nothing.
    tree: Option<Arc<Tree>>,
}

/// A power of two.
const SLOTS: usize = 8192;
/// Bytes of payloads that are kept.
const ROOM: usize = 16 * 1024 * 1024;

impl<'a, 'h> Rows<'a, 'h> {
    pub(super) fn new(unpacker: Unpacker<'a>) -> Rows<'a, 'h> {
        Rows {
            unpacker,
            slots: Vec::new(),
            kept: 0,
            room: ROOM,
            nothing: Arc::default(),
            last: Arc::default(),
        }
    }

    /// All payloads of the next row.
    pub fn unpack(&mut self, row: &'h [u8]) -> &Arc<Tree> {
        let glance = Glance::of(row, self.unpacker.rules().word());
        if self.unpacker.shows_nothing(glance) {
            return &self.nothing;
        }
        let place = fingerprint(row) as usize % SLOTS;
        let known = self.slots.get(place).is_some_and(|slot| slot.row == row);
        if !known {
            let tree = self.unpacker.unpack_glanced(row, glance);
            if !self.keep(place, row, tree) {
                return &self.last;
            }
        }
        let kept = self.slots.get(place).and_then(|slot| slot.tree.as_ref());
        kept.unwrap_or(&self.nothing)
    }

    /// Puts what was found in its place, or aside if it is too much.
    fn keep(&mut self, place: usize, row: &'h [u8], tree: Tree) -> bool {
        let nothing = tree.is_empty() && tree.problems().is_empty();
        let bytes = tree.footprint();
        if bytes > self.room / 4 {
            self.last = Arc::new(tree);
            return false;
        }
        if self.kept + bytes > self.room {
            (self.slots, self.kept) = (Vec::new(), 0);
        }
        self.slots.resize(SLOTS, Slot::default());
        if let Some(slot) = self.slots.get_mut(place) {
            let before = slot.tree.as_ref().map_or(0, |tree| tree.footprint());
            self.kept = (self.kept + bytes).saturating_sub(before);
            slot.row = row;
            slot.tree = (!nothing).then(|| Arc::new(tree));
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What of a tree can be seen.
    fn seen(tree: &Tree) -> (Vec<Vec<u8>>, usize) {
        let bytes = tree.iter().map(|payload| payload.bytes().to_vec());
        (bytes.collect(), tree.problems().len())
    }

    proptest! {
        #[test]
        fn rows_are_what_each_is_alone(
            rows in prop::collection::vec("[a-c]{0,2}|-e aGVsbG8gd29ybGQ[a-d]|[A-C]{16}|%41%4[1-3]", 0..80),
        ) {
            let unpacker = Unpacker::new().min_confidence(0.0);
            let mut memo = unpacker.rows();
            for row in &rows {
                let found = seen(memo.unpack(row.as_bytes()));
                prop_assert_eq!(found, seen(&unpacker.unpack(row)));
            }
        }
    }

    /// What is too much to be kept is found all the same.
    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let long = |len: usize| "41".repeat(len);
        let rows = (0..12).map(|more| long(200 + more));
        let rows: Vec<String> = rows.chain([long(5000)]).collect();
        let unpacker = Unpacker::new()
            .min_confidence(0.0)
            .encodings(crate::Encodings::ALL);
        let mut memo = unpacker.rows();
        memo.room = 3000;
        for row in &rows {
            let found = seen(memo.unpack(row.as_bytes()));
            assert!(found == seen(&unpacker.unpack(row)));
            assert!(memo.kept <= memo.room, "{}", memo.kept);
        }
    }
}
