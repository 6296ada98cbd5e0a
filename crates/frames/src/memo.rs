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
