//! [`Memo`]: work done once for each distinct value of a dictionary.

use crate::cells::{Cells, Slot};

/// What was found in the values of one column. Keeps nothing for a column whose rows share no
/// values.
pub(crate) struct Memo<T> {
    kept: Vec<Option<T>>,
}

impl<T> Memo<T> {
    pub(crate) fn new(cells: &Cells<'_>) -> Memo<T> {
        let mut kept = Vec::new();
        kept.resize_with(cells.shared_slots().unwrap_or(0), || None);
        Memo { kept }
    }

    /// Hands `use_it` what `find` finds, or found before, in the value at `slot`.
    pub(crate) fn with<R>(
        &mut self,
        slot: Slot,
        find: impl FnOnce() -> T,
        use_it: impl FnOnce(&T) -> R,
    ) -> R {
        match self.kept.get_mut(slot) {
            Some(place) => use_it(place.get_or_insert_with(find)),
            None => use_it(&find()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::types::Int8Type;
    use arrow_array::{Array, DictionaryArray, StringArray};

    /// How often something is looked for in a column of five rows, and what each row gets.
    fn finds(array: &dyn Array) -> (usize, Vec<usize>) {
        let cells = Cells::new("c", array).unwrap();
        let mut memo = Memo::new(&cells);
        let mut finds = 0;
        let mut got = Vec::new();
        for row in 0..array.len() {
            let Some((slot, cell)) = cells.get(row) else {
                continue;
            };
            let find = || {
                finds += 1;
                cell.as_bytes().len()
            };
            memo.with(slot, find, |len| got.push(*len));
        }
        (finds, got)
    }

    #[test]
    fn once_for_each_value_of_a_dictionary() {
        let cells = [Some("a"), Some("bc"), None, Some("a"), Some("bc")];
        let plain: StringArray = cells.into_iter().collect();
        let dictionary: DictionaryArray<Int8Type> = cells.into_iter().collect();
        assert_eq!(finds(&plain), (4, vec![1, 2, 1, 2]));
        assert_eq!(finds(&dictionary), (2, vec![1, 2, 1, 2]));
    }
}
