//! Cells that are equal to earlier ones are not searched again.

use crate::memo::Memo;
use crate::row::Cell;
use crate::stencil::Stencil;

/// What was made of a cell; it holds for every cell that is equal.
#[derive(Debug, Clone, Default)]
pub struct Outcome<X> {
    /// What is printed.
    pub stencil: Stencil,
    /// How many records of the row are counted.
    pub records: usize,
    /// Does a record name another by its number in the row?
    pub nested: bool,
    /// What else is made of the cell, and about how many bytes that takes.
    pub extra: X,
    /// See there.
    pub weight: usize,
    /// The records that were counted before, if they matter.
    before: Option<usize>,
}

/// Makes something of cells, of those that are met often once.
#[derive(Debug, Default)]
pub struct Repeats<X> {
    memo: Memo<Outcome<X>>,
    fresh: Outcome<X>,
}

impl<X: Clone + Default> Repeats<X> {
    /// What `make` makes of `cell`, which stands behind `before` other records of its row.
    pub fn outcome(
        &mut self,
        cell: Cell<'_>,
        before: usize,
        make: impl FnOnce(&mut Outcome<X>),
    ) -> &Outcome<X> {
        let met = self.memo.meet(cell);
        let known = self.memo.recall(met, cell);
        if known.is_some_and(|known| known.before.is_none_or(|at| at == before)) {
            return self.memo.recall(met, cell).unwrap_or(&self.fresh);
        }
        self.fresh(before, make);
        if met.again && !self.fresh.stencil.is_bound() {
            let weight = self.fresh.stencil.weight() + self.fresh.weight;
            self.memo.keep(met, cell, self.fresh.clone(), weight);
        }
        &self.fresh
    }

    /// The same for a cell that will not be met again.
    pub fn fresh(&mut self, before: usize, make: impl FnOnce(&mut Outcome<X>)) -> &Outcome<X> {
        let fresh = &mut self.fresh;
        fresh.stencil.clear();
        (fresh.records, fresh.nested, fresh.weight) = (0, false, 0);
        fresh.extra = X::default();
        make(fresh);
        fresh.before = fresh.nested.then_some(before);
        fresh
    }
}
