//! [`Esd`]: the generalized extreme Studentized deviate test.

mod moments;
mod remainder;

use super::robust::ratio;
use super::sample::Sample;
use super::scale::Scale;
use super::student;
use crate::anomaly::Direction;
use remainder::Remainder;

/// How many values are outliers, by the generalized extreme Studentized deviate test (Rosner 1983).
///
/// Again and again the value farthest from the centre is taken away, and its distance in units of
/// the scale of what was left is held against the critical value of Student's t distribution. All
/// values taken up to the last that exceeded its critical value are outliers. No outlier hides
/// another, as in [`zscores`](crate::zscores).
///
/// With [`Esd::robust`] centre and scale are the median and the median deviation, as in the hybrid
/// test of S-H-ESD (Hochenbaum, Vallis and Kejariwal 2017, section 3.3), and the scale has the floor
/// that [`RobustZ`](crate::RobustZ) describes.
///
/// The work is that of sorting the values: what is left is always a stretch of the sorted values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Esd {
    significance: f64,
    share: f64,
    robust: bool,
    side: Option<Direction>,
}

impl Esd {
    /// A test of both sides by means, at a significance of 0.05, for at most a tenth of the values.
    #[must_use]
    pub const fn new() -> Esd {
        Esd {
            significance: 0.05,
            share: 0.1,
            robust: false,
            side: None,
        }
    }

    /// Sets the probability, between 0 and 1, that values of a normal distribution have an outlier.
    #[must_use]
    pub const fn significance(self, alpha: f64) -> Esd {
        Esd {
            significance: alpha,
            ..self
        }
    }

    /// Sets the largest share of the values that may be outliers; at most one half.
    #[must_use]
    pub const fn share(self, share: f64) -> Esd {
        Esd { share, ..self }
    }

    /// Whether to use medians for means.
    #[must_use]
    pub const fn robust(self, robust: bool) -> Esd {
        Esd { robust, ..self }
    }

    /// Tests one side only.
    #[must_use]
    pub const fn one_sided(self, side: Direction) -> Esd {
        Esd {
            side: Some(side),
            ..self
        }
    }

    /// The score of each value: beyond 1 for outliers above, below -1 for outliers below.
    ///
    /// It is the value's distance in units of the critical one, or the score of a less distant value
    /// that was an outlier, if that is larger. Values that were not tested have scores up to 1 and
    /// none above that of a value that was. Equal values have equal scores. NaN and infinities are
    /// their own.
    ///
    /// ```
    /// use timeseries::{Esd, zscores};
    ///
    /// // By z-scores, each of two outliers makes the other look ordinary.
    /// let mut values: Vec<f64> = (0..18).map(f64::from).collect();
    /// (values[3], values[8]) = (900.0, 901.0);
    /// let scores = Esd::new().share(0.2).scores(&values);
    /// assert_eq!(scores.iter().filter(|score| **score > 1.0).count(), 2);
    /// assert!(zscores(&values).iter().all(|score| *score <= 3.0));
    /// ```
    #[must_use]
    pub fn scores(&self, values: &[f64]) -> Vec<f64> {
        let sample = Sample::of(values);
        let mut left = Remainder::new(&sample, self.robust);
        let taken = self.take(&mut left, &sample);
        let (centre, noise) = (left.centre(), sample.noise());
        let unit = left.scale() * self.critical(left.len(), &mut 4.0);
        let least = |sign: f64| {
            let side = taken.iter().map(|(_, score)| sign * score);
            side.filter(|score| *score > 0.0).fold(1.0, f64::min)
        };
        let (lowest, highest) = (-least(-1.0), least(1.0));
        sample.scores(values, |value| {
            let taken_at = taken.binary_search_by(|(taken, _)| taken.total_cmp(&value));
            match taken_at.ok().and_then(|at| taken.get(at)) {
                Some((_, score)) => *score,
                None => ratio(value - centre, unit, noise).clamp(lowest, highest),
            }
        })
    }

    /// Around the centre of what is left without the outliers.
    pub(in crate::score) fn scale(&self, values: &[f64]) -> Scale {
        let sample = Sample::of(values);
        let mut left = Remainder::new(&sample, self.robust);
        let outliers = self.take(&mut left, &sample);
        let outliers = outliers
            .iter()
            .filter(|(_, score)| score.abs() > 1.0)
            .count();
        let mut left = Remainder::new(&sample, self.robust);
        for _ in 0..outliers {
            left.take_farthest(self.side);
        }
        let unit = left.scale() * self.critical(left.len(), &mut 4.0);
        Scale::around(left.centre() / sample.factor(), unit / sample.factor())
    }

    /// Takes the farthest values away, as many as may be outliers, and gives them their scores; in
    /// ascending order of the values.
    fn take(&self, left: &mut Remainder<'_>, sample: &Sample) -> Vec<(f64, f64)> {
        let len = left.len();
        let most = (self.share.clamp(0.0, 0.5) * len as f64) as usize;
        let mut near = 4.0;
        let mut taken = Vec::with_capacity(most);
        for _ in 0..most.min(len.saturating_sub(2)) {
            let critical = self.critical(left.len(), &mut near);
            let (centre, unit) = (left.centre(), left.scale() * critical);
            let Some(value) = left.take_farthest(self.side) else {
                break;
            };
            taken.push((value, ratio(value - centre, unit, sample.noise())));
        }
        // All values up to the last outlier are outliers.
        let mut most = 0.0_f64;
        for (_, score) in taken.iter_mut().rev() {
            most = most.max(score.abs());
            *score = most.copysign(*score);
        }
        taken.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.abs().total_cmp(&a.1.abs())));
        taken.dedup_by(|a, b| a.0 == b.0);
        taken
    }

    /// The distance of the farthest of `count` values that is still ordinary, in units of the scale
    /// (Rosner 1983, equation 2.5); `near` is the quantile for a similar count.
    fn critical(&self, count: usize, near: &mut f64) -> f64 {
        if count < 3 {
            return f64::INFINITY;
        }
        let count = count as f64;
        let sides = if self.side.is_some() { 1.0 } else { 2.0 };
        let tail = self.significance.clamp(1e-100, 1.0) / (sides * count);
        let t = student::quantile(tail.min(0.25), count - 2.0, *near);
        *near = t;
        (count - 1.0) * t / ((count - 2.0 + t * t) * count).sqrt()
    }
}

impl Default for Esd {
    fn default() -> Esd {
        Esd::new()
    }
}
