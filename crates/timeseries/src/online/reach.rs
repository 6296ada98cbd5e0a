//! [`Reach`]: how far a point's influence goes.

use super::gaps::Gaps;
use crate::loess::{Guard, Loess};
use crate::stl::Stl;

/// How far a change of a series is felt in its decomposition.
///
/// One update of season and trend (Cleveland et al. 1990, "The Inner Loop") carries a change through
///
/// | step | reach to either side |
/// |---|---|
/// | the smoothing of the cycle-subseries | half a span, in periods |
/// | their extension by one point, and moving averages of a period, a period and 3 | a period, and 1 |
/// | the low-pass LOESS | half a span |
/// | the LOESS of the trend | half a span |
///
/// each longer by a jump where fits are made at every so many points only. The next update begins
/// with the trend of this one, so that reaches add up. Where a window holds no value the fit is on a
/// line between those on both sides of the gap, so that a change on one side of [`Gaps`] is felt on the
/// other.
///
/// That an end of the series moves is a change of what lies beyond it: windows that were moved in
/// are centred now. A fit of a part of the series is wrong within one reach of the end that was cut
/// off, for the same reason. Windows moved in at the *other* end are wider than half a span to the
/// side of the cut: the part has to be longer than that, so that none of them comes near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// Of a change in one update, to either side.
    once: usize,
    updates: usize,
    /// Of the windows at an end.
    end: usize,
    /// A part of the series begins at a multiple of this, so that fits are made at the same points.
    align: usize,
}

impl Reach {
    /// `None` if a change is felt everywhere.
    pub(super) fn of(stl: &Stl) -> Option<Reach> {
        if stl.guard() == Guard::Series {
            return None;
        }
        let period = stl.period();
        let (seasonal, trend) = (stl.seasonal_smoother(), stl.trend_smoother());
        let low_pass = stl.low_pass_smoother();
        let cycles = half(seasonal).checked_mul(period)?;
        let once = cycles
            .checked_add(period)?
            .checked_add(1 + half(low_pass))?
            .checked_add(half(trend))?;
        let (inner, outer) = stl.iterations();
        let updates = outer.checked_add(1)?.checked_mul(inner)?;
        let spans = seasonal.span.checked_mul(period)?;
        let end = spans
            .checked_add(period)?
            .checked_add(low_pass.span)?
            .checked_add(trend.span)?;
        let cycle = if seasonal.jump > 1 { period } else { 1 };
        let knots = common_multiple(cycle.checked_mul(seasonal.jump)?, low_pass.jump)?;
        Some(Reach {
            once,
            updates,
            end,
            align: common_multiple(knots, trend.jump)?,
        })
    }

    /// Where to begin a fit of the end of a series that grew from `known` points to `len`, and
    /// from where on it is the fit of the whole and differs from the one before. `None` if that is
    /// from the first point on.
    pub(super) fn split(&self, known: usize, len: usize, gaps: &Gaps) -> Option<(usize, usize)> {
        let changed = self.felt(known.min(len), gaps)?;
        let start = self.felt(changed, gaps)?.checked_sub(self.end)?;
        let start = if self.align > 1 {
            start - start % self.align
        } else {
            start
        };
        // A gap that is cut ends before a change is felt.
        (start > 0).then_some((start, changed))
    }

    /// The first place where a change at `place` is felt after all updates.
    fn felt(&self, place: usize, gaps: &Gaps) -> Option<usize> {
        (0..self.updates).try_fold(place, |place, _| gaps.left_of(place, self.once))
    }
}

/// To one side of a point. Between two knots a fit depends on those of both.
const fn half(loess: Loess) -> usize {
    let knots = if loess.jump > 1 { loess.jump } else { 0 };
    (loess.span / 2).saturating_add(knots)
}

fn common_multiple(one: usize, other: usize) -> Option<usize> {
    let (mut a, mut b) = (one, other);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    (one / a.max(1)).checked_mul(other)
}
