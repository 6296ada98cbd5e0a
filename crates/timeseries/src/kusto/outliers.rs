//! [`series_outliers`].

use super::options::AdMethod;
use crate::math::{magnitude, rounding};

/// `series_outliers(series, kind, ignore_val, min_percentile, max_percentile)`: how far values lie
/// beyond the usual ones; beyond 1.5 or -1.5 they are outliers.
///
/// Between the quartiles scores are 0, as those of NaN and of `ignore` are. Beyond, `tukey` gives the
/// distance from the nearer quartile in units of the distance between the two.
///
/// `ctukey` does the same with other quartiles. On the upper side they are those of the values up to
/// the higher of the two `percentiles`, on the lower side those of the values from the lower one on:
/// outliers on a side do not move the fence that they are measured by. The documentation names the
/// percentiles only. That this is how they are used follows from the example that it had until 2018,
/// of which every digit comes out so, and from what its text says about which points of the other
/// examples are flagged at thresholds of 1.5 and 2.5. By the distance between the percentiles
/// themselves, as one may read it, neither comes out; [`Score::ctukey`](crate::Score::ctukey) is that.
///
/// Percentiles are brought within 2 and 98, as Kusto requires of them.
///
/// ```
/// use timeseries::kusto::{AdMethod, series_outliers};
///
/// let y = [30.0, 28.0, 5.0, 27.0, 31.0, 38.0, 29.0, 80.0, 25.0, 37.0, 30.0];
/// let scores = series_outliers(&y, AdMethod::Ctukey, None, (10.0, 90.0));
/// assert_eq!(scores[2], -3.206896551724138);
/// assert!((scores[7] - 16.666666666666669).abs() < 1e-14);
/// ```
#[must_use]
pub fn series_outliers(
    series: &[f64],
    kind: AdMethod,
    ignore: Option<f64>,
    percentiles: (f64, f64),
) -> Vec<f64> {
    let counts = |value: &f64| value.is_finite() && Some(*value) != ignore;
    // Half of each, so that no difference overflows.
    let mut sorted: Vec<f64> = series
        .iter()
        .copied()
        .filter(counts)
        .map(|value| value / 2.0)
        .collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let (all, noise) = (Quartiles::of(&sorted), rounding(magnitude(&sorted)));
    let (below, above) = match kind {
        AdMethod::Tukey => (all, all),
        AdMethod::Ctukey => {
            let place = |percentile: f64| {
                // Not a number is no percentile.
                let share = percentile.clamp(2.0, 98.0).max(2.0) / 100.0;
                (share * sorted.len() as f64) as usize
            };
            let (low, high) = (place(percentiles.0), place(percentiles.1).max(1));
            let from_low = sorted.get(low..).unwrap_or_default();
            let to_high = sorted.get(..high).unwrap_or_default();
            (Quartiles::of(from_low), Quartiles::of(to_high))
        }
    };
    let score = |value: &f64| match value / 2.0 {
        _ if !counts(value) => 0.0,
        half if half > all.high => (half - above.high) / above.range(noise),
        half if half < all.low => (half - below.low) / below.range(noise),
        _ => 0.0,
    };
    series
        .iter()
        .map(score)
        .map(|score| score.clamp(f64::MIN, f64::MAX))
        .collect()
}

#[derive(Clone, Copy)]
struct Quartiles {
    low: f64,
    high: f64,
}

impl Quartiles {
    /// Of `sorted` values, between neighbours on a straight line.
    fn of(sorted: &[f64]) -> Quartiles {
        let last = sorted.len().saturating_sub(1);
        let quantile = |share: f64| {
            let place = share * last as f64;
            let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(0.0);
            let (below, above) = (at(place.floor()), at(place.ceil()));
            below + (place - place.floor()) * (above - below)
        };
        Quartiles {
            low: quantile(0.25),
            high: quantile(0.75),
        }
    }

    /// The distance between the two, and not less than rounding errors are.
    fn range(&self, noise: f64) -> f64 {
        (self.high - self.low).max(noise)
    }
}
