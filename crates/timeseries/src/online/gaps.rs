//! [`Gaps`]: missing values so many that a window holds nothing else.

use crate::loess::Loess;

/// The places across which a change is felt however far they are apart, as a straight line is drawn
/// over what lies between: every gap that some window of a smoother could lie in, with the nearest
/// values on both sides. It is kept up as points come.
#[derive(Clone, Debug, Default)]
pub(super) struct Gaps {
    /// First and last place of each, in order, none touching the next.
    closed: Vec<(usize, usize)>,
    /// Of the points, and of those of each phase.
    runs: Vec<Run>,
    len: usize,
}

/// Missing values in a row up to the end, of points that are `stride` apart.
#[derive(Clone, Copy, Debug)]
struct Run {
    stride: usize,
    /// So many make a gap.
    least: usize,
    count: usize,
    first: usize,
}

impl Gaps {
    pub(super) fn new(period: usize, seasonal: Loess, trend: Loess) -> Gaps {
        let run = |stride: usize, loess: Loess| Run {
            stride,
            least: least(loess.span()),
            count: 0,
            first: 0,
        };
        let phases = (0..period).map(|_| run(period, seasonal));
        Gaps {
            closed: Vec::new(),
            runs: phases.chain([run(1, trend)]).collect(),
            len: 0,
        }
    }

    pub(super) fn extend(&mut self, points: &[f64]) {
        let period = self.runs.len().saturating_sub(1).max(1);
        for point in points {
            let (place, phase) = (self.len, self.len % period);
            for run in [phase, period] {
                let gap = self
                    .runs
                    .get_mut(run)
                    .and_then(|run| run.take(point.is_nan(), place));
                if let Some(gap) = gap {
                    self.close(gap);
                }
            }
            self.len += 1;
        }
    }

    /// How far to the left a change at `place` is felt, if it is by `distance` where nothing is
    /// missing. `None` if it is beyond the beginning.
    pub(super) fn left_of(&self, place: usize, distance: usize) -> Option<usize> {
        let mut to = place.checked_sub(distance)?;
        for (first, last) in self.latest_first() {
            if last < to {
                break;
            }
            if first < place {
                to = to.min(first.checked_sub(distance)?);
            }
        }
        Some(to)
    }

    /// The gaps that are still open, then the others from the last to the first.
    fn latest_first(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let open = self.runs.iter().filter(|run| run.is_gap());
        let open = open.map(|run| run.first.saturating_sub(run.stride)).min();
        let open = open.map(|first| (first, usize::MAX));
        open.into_iter().chain(self.closed.iter().rev().copied())
    }

    fn close(&mut self, (mut first, mut last): (usize, usize)) {
        while let Some(&(start, end)) = self.closed.last() {
            if end < first {
                break;
            }
            (first, last) = (first.min(start), last.max(end));
            self.closed.pop();
        }
        self.closed.push((first, last));
    }
}

impl Run {
    /// A gap with the value that ends it, and the one before it.
    fn take(&mut self, missing: bool, place: usize) -> Option<(usize, usize)> {
        if missing {
            if self.count == 0 {
                self.first = place;
            }
            self.count += 1;
            return None;
        }
        let gap = self.is_gap();
        self.count = 0;
        gap.then(|| (self.first.saturating_sub(self.stride), place))
    }

    const fn is_gap(&self) -> bool {
        self.count >= self.least
    }
}

/// Points of a window that have a weight: the farthest thousandth has none.
fn least(span: usize) -> usize {
    2 * (0.999 * (span / 2) as f64).floor() as usize + 1
}
