//! [`Distinct`]: which rows of a column hold the same value.

use crate::cells::{Cell, Cells};
use ahash::RandomState;

/// The different values of a column, in the order in which they come first.
///
/// A value that is far from its like may be there twice, which costs time and changes nothing.
pub(super) struct Distinct<'a> {
    pub(super) values: Vec<Cell<'a>>,
    /// For each row its value's place in `values`; `None` for a null.
    pub(super) rows: Vec<Option<usize>>,
}

impl<'a> Distinct<'a> {
    pub(super) fn of(cells: &Cells<'a>, len: usize) -> Distinct<'a> {
        let mut values = Vec::new();
        let mut known = match cells.shared_slots() {
            Some(slots) => Known::Slots(vec![None; slots]),
            None => Known::Hashes(Hashes::new(len)),
        };
        let rows = (0..len).map(|row| {
            let (slot, cell) = cells.get(row)?;
            let place = match &mut known {
                Known::Slots(slots) => slots.get_mut(slot),
                Known::Hashes(hashes) => hashes.place(&values, cell),
            };
            let mut new = || {
                values.push(cell);
                values.len() - 1
            };
            Some(match place {
                Some(place) => *place.get_or_insert_with(&mut new),
                None => new(),
            })
        });
        let rows = rows.collect();
        Distinct { values, rows }
    }
}

/// Where the values that came before are.
enum Known {
    /// By the slots of a dictionary.
    Slots(Vec<Option<usize>>),
    Hashes(Hashes),
}

/// By their hashes, in a table of fixed size that is searched for a fixed number of steps: values
/// made to have one hash find no place, and cost no more for it.
struct Hashes {
    hasher: RandomState,
    table: Vec<Option<usize>>,
}

/// Steps of a search.
const STEPS: usize = 8;
/// Entries of the table at the most. A power of two.
const MOST: usize = 1 << 20;

impl Hashes {
    fn new(rows: usize) -> Hashes {
        let entries = rows.saturating_mul(2).min(MOST).next_power_of_two();
        Hashes {
            hasher: RandomState::with_seeds(1, 2, 3, 4),
            table: vec![None; entries],
        }
    }

    /// Where the place of this value is written, or is to be.
    fn place(&mut self, values: &[Cell<'_>], cell: Cell<'_>) -> Option<&mut Option<usize>> {
        let bytes = cell.as_bytes();
        let last = self.table.len() - 1;
        let first = self.hasher.hash_one(bytes) as usize;
        let entry = (first..first.saturating_add(STEPS))
            .map(|step| step & last)
            .find(|&entry| match self.table.get(entry) {
                Some(Some(place)) => values
                    .get(*place)
                    .is_some_and(|known| known.as_bytes() == bytes),
                _ => true,
            })?;
        self.table.get_mut(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::types::Int8Type;
    use arrow_array::{Array, DictionaryArray, StringArray};

    fn distinct(array: &dyn Array) -> (usize, Vec<Option<usize>>) {
        let cells = Cells::of(array).unwrap();
        let distinct = Distinct::of(&cells, array.len());
        (distinct.values.len(), distinct.rows)
    }

    #[test]
    fn each_value_once() {
        let cells = [Some("b"), None, Some("a"), Some("b"), Some(""), Some("a")];
        let expected = (3, vec![Some(0), None, Some(1), Some(0), Some(2), Some(1)]);
        assert_eq!(distinct(&StringArray::from(cells.to_vec())), expected);
        let dictionary: DictionaryArray<Int8Type> = cells.into_iter().collect();
        assert_eq!(distinct(&dictionary), expected);
    }

    /// Four times as many values as rows that would fill the table, each twice.
    #[test]
    fn many_values_are_found_again() {
        let text = |row: usize| format!("value {}", row % 5000);
        let array = StringArray::from_iter_values((0..20_000).map(text));
        let (values, rows) = distinct(&array);
        assert_eq!(values, 5000);
        assert!((0..20_000).all(|row| rows[row] == Some(row % 5000)));
    }

    /// More values than the table has entries: what finds no place is worked twice, and right.
    #[test]
    fn a_full_table_does_no_harm() {
        let cells: Vec<String> = (0..64).map(|row| format!("{}", row % 32)).collect();
        let mut hashes = Hashes::new(1);
        let mut values: Vec<Cell<'_>> = Vec::new();
        for cell in &cells {
            let cell = Cell::Text(cell);
            let place = match hashes.place(&values, cell) {
                Some(place) => *place.get_or_insert(values.len()),
                None => values.len(),
            };
            if place == values.len() {
                values.push(cell);
            }
            assert_eq!(values[place], cell);
        }
        assert!(values.len() > 32);
    }
}
