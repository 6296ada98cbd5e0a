//! [`findings`]: anomalies with all there is to say about them.

use crate::anomaly::{Direction, Threshold};

/// An anomaly and why it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Its place in the series.
    pub index: usize,
    /// What was there.
    pub value: f64,
    /// What was to be expected: the baseline.
    pub expected: f64,
    /// The one less the other.
    pub residual: f64,
    /// How unusual the residual is.
    pub score: f64,
    /// Above or below what was expected: the sign of the residual.
    pub direction: Direction,
    /// 1 for the most unusual score, 2 for the next; of equal ones the earlier comes first.
    pub rank: usize,
}

/// The points of `series` whose scores are strictly beyond `threshold`, in order.
///
/// `expected` and `scores` belong to the points of `series` one by one; where one of the three ends,
/// so does the search. A missing value (a NaN in any of them) is never found.
///
/// ```
/// use timeseries::{Direction, Score, Stl, findings};
///
/// let mut series: Vec<f64> = (0..240).map(|hour| f64::from(hour % 24 + hour * 5 % 3)).collect();
/// (series[100], series[150]) = (90.0, -40.0);
/// let fit = Stl::new(24).robust(true).fit(&series)?;
/// let score = Score::robust_z();
/// let found = findings(&series, &fit.baseline(), &score.of(&fit.residual), score.threshold());
/// assert_eq!((found[0].index, found[0].direction, found[0].rank), (100, Direction::Spike, 1));
/// assert_eq!((found[1].index, found[1].direction, found[1].rank), (150, Direction::Dip, 2));
/// # assert_eq!(found.len(), 2);
/// # Ok::<(), timeseries::Error>(())
/// ```
#[must_use]
pub fn findings(
    series: &[f64],
    expected: &[f64],
    scores: &[f64],
    threshold: Threshold,
) -> Vec<Finding> {
    let points = series.iter().zip(expected).zip(scores).enumerate();
    let mut findings: Vec<Finding> = points
        .filter_map(|(index, ((&value, &expected), &score))| {
            let beyond = threshold.exceeded(score)?;
            let residual = value - expected;
            let direction = match residual {
                _ if residual.is_nan() => return None,
                0.0 => beyond,
                _ if residual > 0.0 => Direction::Spike,
                _ => Direction::Dip,
            };
            Some(Finding {
                index,
                value,
                expected,
                residual,
                score,
                direction,
                rank: 0,
            })
        })
        .collect();
    rank(&mut findings);
    findings
}

fn rank(findings: &mut [Finding]) {
    let mut order: Vec<&mut Finding> = findings.iter_mut().collect();
    order.sort_by(|a, b| b.score.abs().total_cmp(&a.score.abs()));
    for (rank, finding) in (1..).zip(order) {
        finding.rank = rank;
    }
}
