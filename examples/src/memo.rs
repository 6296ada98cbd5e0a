//! What was made of earlier cells: in most logs most cells are equal to one before.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::RandomState;

use crate::row::Cell;

/// Remembers what was made of the cells of late, in bounded memory.
///
/// A cell is worth keeping when it is met again: text in which nothing repeats costs a look, no
/// more. What is kept may save time, and must not change a result.
#[derive(Debug)]
pub struct Memo<V> {
    hasher: RandomState,
    /// By the hashes of cells.
    slots: Vec<Slot<V>>,
    /// Bytes that are kept.
    kept: usize,
}

/// A cell that has been met, by its hash.
#[derive(Debug, Clone, Copy)]
pub struct Met {
    hash: u64,
    /// Is it worth keeping? It has been met before, and none since that would have its place.
    pub again: bool,
}

#[derive(Debug)]
struct Slot<V> {
    /// Of the cell that was met last.
    met: u64,
    /// The one that was met twice last.
    known: Option<Box<Known<V>>>,
}

#[derive(Debug)]
struct Known<V> {
    /// Column and bytes, one behind the other, and where they meet.
    key: Box<[u8]>,
    border: Option<usize>,
    value: V,
    weight: usize,
}

/// A power of two.
const SLOTS: usize = 1 << 15;
/// Bytes that may be kept.
const ROOM: usize = 32 << 20;

impl<V> Default for Memo<V> {
    fn default() -> Memo<V> {
        Memo {
            hasher: RandomState::default(),
            slots: Vec::new(),
            kept: 0,
        }
    }
}

impl<V> Memo<V> {
    /// Takes note of `cell`.
    pub fn meet(&mut self, cell: Cell<'_>) -> Met {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, Slot::default);
        }
        let mut hasher = self.hasher.build_hasher();
        hasher.write(cell.column.unwrap_or_default().as_bytes());
        hasher.write(cell.bytes);
        let hash = hasher.finish();
        let slot = self.slots.get_mut(hash as usize % SLOTS);
        let before = slot.map(|slot| std::mem::replace(&mut slot.met, hash));
        Met {
            hash,
            again: before == Some(hash),
        }
    }

    /// What was kept of `cell`.
    #[must_use]
    pub fn recall(&self, met: Met, cell: Cell<'_>) -> Option<&V> {
        let known = self.slots.get(met.hash as usize % SLOTS)?.known.as_ref()?;
        (known.parts() == Some((cell.column.map(str::as_bytes), cell.bytes)))
            .then_some(&known.value)
    }

    /// Keeps what was made of `cell`, about so many bytes, unless that is too much.
    pub fn keep(&mut self, met: Met, cell: Cell<'_>, value: V, weight: usize) {
        let weight = weight + cell.bytes.len() + size_of::<Known<V>>();
        if weight > ROOM / 4 {
            return;
        }
        if self.kept + weight > ROOM {
            self.slots.iter_mut().for_each(|slot| slot.known = None);
            self.kept = 0;
        }
        if let Some(slot) = self.slots.get_mut(met.hash as usize % SLOTS) {
            let before = slot.known.replace(Box::new(Known {
                key: [cell.column.unwrap_or_default().as_bytes(), cell.bytes]
                    .concat()
                    .into(),
                border: cell.column.map(str::len),
                value,
                weight,
            }));
            self.kept = self.kept + weight - before.map_or(0, |known| known.weight);
        }
    }
}

impl<V> Known<V> {
    fn parts(&self) -> Option<(Option<&[u8]>, &[u8])> {
        let (column, bytes) = self.key.split_at_checked(self.border.unwrap_or(0))?;
        Some((self.border.map(|_| column), bytes))
    }
}

impl<V> Default for Slot<V> {
    fn default() -> Slot<V> {
        Slot {
            met: 0,
            known: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell<'a>(column: &'a str, bytes: &'a [u8]) -> Cell<'a> {
        Cell {
            column: Some(column),
            bytes,
            selected: true,
        }
    }

    #[test]
    fn a_cell_that_is_met_again_is_kept_and_no_other_is_taken_for_it() {
        let mut memo = Memo::default();
        let (a, b) = (cell("a", b"text"), cell("b", b"text"));
        assert!(!memo.meet(a).again);
        let met = memo.meet(a);
        assert!(met.again && memo.recall(met, a).is_none());
        memo.keep(met, a, 7, 1);
        assert_eq!(memo.recall(met, a), Some(&7));
        // Even if the hashes were the same.
        assert_eq!(memo.recall(met, b), None);
        assert_eq!(memo.recall(met, cell("a", b"texts")), None);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut memo = Memo::default();
        for number in 0..100_u8 {
            let bytes = [number];
            let cell = cell("a", &bytes);
            let met = memo.meet(cell);
            memo.keep(met, cell, number, ROOM / 10);
            assert!(memo.kept <= ROOM && memo.recall(met, cell) == Some(&number));
        }
        let (cell, before) = (cell("a", b"much"), memo.kept);
        let met = memo.meet(cell);
        memo.keep(met, cell, 0, ROOM);
        assert!(memo.recall(met, cell).is_none() && memo.kept == before);
    }
}
