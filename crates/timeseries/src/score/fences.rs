//! [`Fences`]: how far beyond two percentiles.

use super::robust::ratio;
use super::sample::Sample;
use super::scale::Scale;

/// Tukey's fences (Tukey 1977, section 2D) between two percentiles of the values.
///
/// What lies between the percentiles scores 0; what lies beyond, its distance to the nearer one in
/// units of the distance between the two. 1.5 is the usual limit, and 3 for what is far out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fences {
    low: f64,
    high: f64,
}

impl Fences {
    /// Tukey's own: the quartiles.
    pub const TUKEY: Fences = Fences::percentiles(25.0, 75.0);
    /// Kusto's `ctukey`: the 10th and the 90th percentile.
    pub const CTUKEY: Fences = Fences::percentiles(10.0, 90.0);

    /// Fences from one percentile to another, which lie between 0 and 100; in either order.
    #[must_use]
    pub const fn percentiles(one: f64, other: f64) -> Fences {
        let (low, high) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        Fences {
            low: (low / 100.0).clamp(0.0, 1.0),
            high: (high / 100.0).clamp(0.0, 1.0),
        }
    }

    /// The score of each value; NaN and infinities are their own.
    ///
    /// ```
    /// use timeseries::Fences;
    ///
    /// let scores = Fences::TUKEY.scores(&[0.0, 1.0, 2.0, 3.0, 9.0]);
    /// // The quartiles are 1 and 3: 9 lies three of their distances beyond.
    /// assert_eq!(scores, [-0.5, 0.0, 0.0, 0.0, 3.0]);
    /// ```
    #[must_use]
    pub fn scores(&self, values: &[f64]) -> Vec<f64> {
        let sample = Sample::of(values);
        let noise = sample.noise();
        let Scale { low, high, unit } = self.scaled(&sample);
        sample.scores(values, |value| {
            let beyond = (value - high).max(0.0) + (value - low).min(0.0);
            ratio(beyond, unit, noise)
        })
    }

    pub(super) fn scale(&self, values: &[f64]) -> Scale {
        let sample = Sample::of(values);
        let Scale { low, high, unit } = self.scaled(&sample);
        Scale {
            low: low / sample.factor(),
            high: high / sample.factor(),
            unit: unit / sample.factor(),
        }
    }

    fn scaled(&self, sample: &Sample) -> Scale {
        let (low, high) = (sample.quantile(self.low), sample.quantile(self.high));
        // Where the percentiles are equal, distances are measured in rounding errors.
        let unit = (high - low).max(sample.noise());
        Scale { low, high, unit }
    }
}
