//! [`Band`]: where values are ordinary.

use crate::anomaly::Threshold;
use crate::score::Score;

/// The lowest and the highest ordinary value at each point.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Band {
    /// Below are dips.
    pub low: Vec<f64>,
    /// Above are spikes.
    pub high: Vec<f64>,
}

impl Band {
    /// The band around `baseline` outside of which `score` finds a residual beyond `threshold`.
    ///
    /// It is as wide everywhere: `baseline` plus [`Score::limits`].
    ///
    /// ```
    /// use timeseries::{Band, Score, Stl};
    ///
    /// let mut series: Vec<f64> = (0..240).map(|hour| f64::from(hour % 24 + hour * 7 % 5)).collect();
    /// series[100] = 90.0;
    /// let fit = Stl::new(24).fit(&series)?;
    /// let score = Score::robust_z();
    /// let band = Band::around(&fit.baseline(), &fit.residual, &score, score.threshold());
    /// assert!(series[100] > band.high[100] && series[101] < band.high[101]);
    /// # Ok::<(), timeseries::Error>(())
    /// ```
    #[must_use]
    pub fn around(baseline: &[f64], residual: &[f64], score: &Score, threshold: Threshold) -> Band {
        let (low, high) = score.limits(residual, threshold);
        Band {
            low: baseline.iter().map(|expected| expected + low).collect(),
            high: baseline.iter().map(|expected| expected + high).collect(),
        }
    }
}
