//! [`Remainder`]: what is left of a sample when its farthest values are taken away.

use super::super::robust::{FLOOR, PER_MEDIAN, floor, median_deviation};
use super::super::sample::Sample;
use super::moments::Moments;
use crate::anomaly::Direction;

/// A stretch of the sorted values: the farthest is always the first or the last.
pub(super) struct Remainder<'s> {
    left: &'s [f64],
    /// For means.
    moments: Option<Moments>,
    /// The least scale.
    floor: f64,
}

impl<'s> Remainder<'s> {
    pub(super) fn new(sample: &'s Sample, robust: bool) -> Remainder<'s> {
        let left = sample.sorted();
        let usual = if robust { FLOOR * floor(sample) } else { 0.0 };
        Remainder {
            left,
            moments: (!robust).then(|| Moments::of(left)),
            floor: usual.max(sample.noise()),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.left.len()
    }

    pub(super) fn centre(&self) -> f64 {
        self.moments
            .as_ref()
            .map_or_else(|| self.median(), Moments::mean)
    }

    pub(super) fn scale(&self) -> f64 {
        let scale = match &self.moments {
            Some(moments) => moments.deviation(),
            None => PER_MEDIAN * median_deviation(self.left, self.median()),
        };
        scale.max(self.floor)
    }

    /// Takes the value farthest from the centre, on one side if only one is tested.
    pub(super) fn take_farthest(&mut self, side: Option<Direction>) -> Option<f64> {
        let centre = self.centre();
        let (&low, &high) = (self.left.first()?, self.left.last()?);
        let above = match side {
            Some(side) => side == Direction::Spike,
            None => high - centre >= centre - low,
        };
        let (value, left) = if above {
            (high, self.left.get(..self.left.len().checked_sub(1)?)?)
        } else {
            (low, self.left.get(1..)?)
        };
        self.left = left;
        if let Some(moments) = &mut self.moments {
            moments.remove(value, left);
        }
        Some(value)
    }

    fn median(&self) -> f64 {
        let middle = self.left.len() / 2;
        let at = |at: usize| self.left.get(at).copied().unwrap_or(0.0);
        if self.left.len() % 2 == 1 {
            at(middle)
        } else {
            0.5 * at(middle) + 0.5 * at(middle.saturating_sub(1))
        }
    }
}
