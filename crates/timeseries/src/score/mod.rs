//! Scores: how far each residual lies from the others. A NaN (a missing value) scores NaN and has
//! no part in the scores of the others.

mod esd;
mod fences;
mod piecewise;
mod robust;
mod sample;
mod scale;
mod student;
mod z;

pub use esd::Esd;
pub use fences::Fences;
pub use piecewise::piecewise_residual;
pub use robust::{RobustZ, robust_zscores};
pub use z::zscores;

use crate::anomaly::Threshold;

/// A way to score residuals, with the threshold that goes with it.
///
/// ```
/// use timeseries::{Esd, Fences, Score, anomalies};
///
/// let mut residual: Vec<f64> = (0..100).map(|i| f64::from(i * 37 % 100) / 50.0 - 1.0).collect();
/// residual[40] = -9.0;
/// for score in [Score::Z, Score::robust_z(), Score::tukey(), Score::ctukey(), Score::esd()] {
///     let scores = score.of(&residual);
///     let found: Vec<_> = anomalies(&scores, score.threshold()).collect();
///     assert_eq!(found.iter().map(|anomaly| anomaly.index).collect::<Vec<_>>(), [40]);
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Score {
    /// Distance from the mean in standard deviations, [`zscores`]; beyond 3.
    Z,
    /// Distance from the median in robust standard deviations; beyond 3.5, as Iglewicz and Hoaglin
    /// (1993) recommend.
    RobustZ(RobustZ),
    /// Distance beyond two percentiles, in units of their distance; beyond 1.5.
    Fences(Fences),
    /// Generalized extreme Studentized deviate test; beyond 1.
    Esd(Esd),
}

impl Score {
    /// Robust z-scores with their default floor.
    #[must_use]
    pub const fn robust_z() -> Score {
        Score::RobustZ(RobustZ::new())
    }

    /// Tukey's fences, around the middle half.
    #[must_use]
    pub const fn tukey() -> Score {
        Score::Fences(Fences::TUKEY)
    }

    /// Kusto's fences, from the 10th to the 90th percentile.
    #[must_use]
    pub const fn ctukey() -> Score {
        Score::Fences(Fences::CTUKEY)
    }

    /// The test with medians instead of means, as of S-H-ESD.
    #[must_use]
    pub const fn esd() -> Score {
        Score::Esd(Esd::new().robust(true))
    }

    /// The score of each residual; NaN where the residual is.
    #[must_use]
    pub fn of(&self, residual: &[f64]) -> Vec<f64> {
        match self {
            Score::Z => zscores(residual),
            Score::RobustZ(robust) => robust.scores(residual),
            Score::Fences(fences) => fences.scores(residual),
            Score::Esd(esd) => esd.scores(residual),
        }
    }

    /// The lowest and the highest residual that is ordinary among these: where scores reach
    /// `threshold`.
    ///
    /// For [`Score::Esd`] it is the distance from the centre of the ordinary ones at which one more
    /// would be an outlier.
    #[must_use]
    pub fn limits(&self, residual: &[f64], threshold: Threshold) -> (f64, f64) {
        let scale = match self {
            Score::Z => z::scale(residual),
            Score::RobustZ(robust) => robust.scale(residual),
            Score::Fences(fences) => fences.scale(residual),
            Score::Esd(esd) => esd.scale(residual),
        };
        (scale.below(threshold.low()), scale.above(threshold.high()))
    }

    /// The scores between which a residual is ordinary, unless the caller knows better.
    #[must_use]
    pub const fn threshold(&self) -> Threshold {
        Threshold::symmetric(match self {
            Score::Z => 3.0,
            Score::RobustZ(_) => 3.5,
            Score::Fences(_) => 1.5,
            Score::Esd(_) => 1.0,
        })
    }
}
