//! A fit without robustness weights is a weighted sum of its window, always with the same
//! weights: away from the ends LOESS is a symmetric filter. These are its coefficients.
//!
//! They are what the plain fit of [`local`](super::local) gives for each unit vector, computed
//! from the same weights.

use super::local::{Regression, Scratch};
use super::{Guard, Loess};
use std::ops::Range;

/// The coefficients of every fit over series of one length, from one position before the first
/// point to one behind the last.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Taps {
    /// Points in a window.
    window: usize,
    /// For the distances 0, 1, … from a fit in the interior, as far as they are not 0. Empty if
    /// the series is no longer than a window: then there is no interior.
    centre: Vec<f64>,
    /// One row of `window` coefficients for each position from -1 on that is not in the interior;
    /// those at the other end mirror them.
    rows: Vec<f64>,
}

impl Taps {
    /// Numbers in a table beyond which it would not fit a processor's cache.
    const MOST: usize = 1 << 20;

    /// `None` if there are too many of them.
    pub(crate) fn new(loess: Loess, guard: Guard, len: usize) -> Option<Taps> {
        let window = loess.span.min(len);
        let half = loess.span / 2;
        let interior = len > loess.span;
        let ends = if interior { half } else { len.div_ceil(2) };
        if (ends + 1).checked_mul(window)? > Taps::MOST {
            return None;
        }
        let mut probe = Probe::new(loess, guard, len);
        let mut taps = Taps {
            window,
            centre: Vec::new(),
            rows: Vec::with_capacity((ends + 1) * window),
        };
        for row in 0..=ends {
            let row = probe.coefficients(row as isize - 1, 0..window)?;
            taps.rows.extend_from_slice(row);
        }
        if interior {
            let centred = probe.coefficients(half as isize, 0..window)?;
            let side = centred.get(half..)?;
            let reach = side.iter().rposition(|&tap| tap != 0.0)?;
            taps.centre.extend_from_slice(side.get(..=reach)?);
        }
        Some(taps)
    }

    /// For the distances 0, 1, … from a fit in the interior; empty if there is none.
    pub(crate) fn centre(&self) -> &[f64] {
        &self.centre
    }

    /// Positions at each end that are not in the interior.
    pub(crate) fn ends(&self) -> usize {
        (self.rows.len() / self.window.max(1)).saturating_sub(1)
    }

    /// The coefficients of the fit at `place - 1`, and mirrored those at `len - place`.
    pub(crate) fn row(&self, place: usize) -> &[f64] {
        let start = place * self.window;
        self.rows
            .get(start..start + self.window)
            .unwrap_or_default()
    }
}

/// A series whose values do not matter.
struct Probe {
    loess: Loess,
    guard: Guard,
    len: usize,
    scratch: Scratch,
    row: Vec<f64>,
}

impl Probe {
    fn new(loess: Loess, guard: Guard, len: usize) -> Probe {
        Probe {
            loess,
            guard,
            len,
            scratch: Scratch::default(),
            row: Vec::new(),
        }
    }

    fn coefficients(&mut self, x: isize, window: Range<usize>) -> Option<&[f64]> {
        let regression = Regression {
            values: &[],
            len: self.len,
            weights: None,
            span: self.loess.span,
            degree: self.loess.degree,
            guard: self.guard,
        };
        regression.coefficients(x, window, &mut self.scratch, &mut self.row)?;
        Some(&self.row)
    }
}
