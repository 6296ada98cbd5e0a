//! [`RobustZ`]: z-scores by median and median deviation.

use super::sample::Sample;
use super::scale::Scale;

/// z-scores whose centre and scale a few outliers cannot move.
///
/// The centre is the median. The scale is 1.4826 times the median distance from it (MAD), which
/// estimates the standard deviation of normally distributed values. Where more than half of the
/// values are equal the MAD is 0, and where most are nearly equal it is so small that every burst
/// stands out; therefore the scale is never less than the `floor` times 1.2533 times the *mean*
/// distance from the median, which estimates the same (Iglewicz and Hoaglin 1993, section 3.3). The
/// farthest twentieth of the values has no part in that mean. On normally distributed values, and on
/// those with tails as heavy as of Student's t with three degrees of freedom, the MAD is well above
/// the floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RobustZ {
    floor: f64,
}

/// Standard deviations of a normal distribution in its MAD: the inverse of its third quartile.
pub(super) const PER_MEDIAN: f64 = 1.482_602_218_505_602;
/// Standard deviations of a normal distribution in its mean deviation: the root of pi / 2.
const PER_MEAN: f64 = 1.253_314_137_315_500_3;
/// The least ratio of one estimate to the other.
pub(super) const FLOOR: f64 = 0.5;

impl RobustZ {
    /// Scores with a floor of 0.5.
    #[must_use]
    pub const fn new() -> RobustZ {
        RobustZ { floor: FLOOR }
    }

    /// Sets the floor; 0 leaves the MAD as it is.
    ///
    /// Where the scale is 0 all the same, distances are measured in rounding errors.
    #[must_use]
    pub const fn floor(self, floor: f64) -> RobustZ {
        RobustZ { floor }
    }

    /// The score of each value; NaN and infinities are their own.
    #[must_use]
    pub fn scores(&self, values: &[f64]) -> Vec<f64> {
        let sample = Sample::of(values);
        let (median, scale) = self.centre_and_scale(&sample);
        let noise = sample.noise();
        sample.scores(values, |value| ratio(value - median, scale, noise))
    }

    pub(super) fn scale(&self, values: &[f64]) -> Scale {
        let sample = Sample::of(values);
        let (median, scale) = self.centre_and_scale(&sample);
        Scale::around(median / sample.factor(), scale / sample.factor())
    }

    fn centre_and_scale(&self, sample: &Sample) -> (f64, f64) {
        let median = sample.quantile(0.5);
        let mad = PER_MEDIAN * median_deviation(sample.sorted(), median);
        let scale = mad.max(self.floor * floor(sample));
        (median, scale.max(sample.noise()))
    }
}

impl Default for RobustZ {
    fn default() -> RobustZ {
        RobustZ::new()
    }
}

/// The robust z-score of each value, with the default floor; see [`RobustZ`].
///
/// ```
/// let scores = timeseries::robust_zscores(&[1.0, 2.0, 3.0, 2.0, 900.0, f64::NAN]);
/// assert!(scores[4] > 3.5 && scores[0] > -1.0 && scores[5].is_nan());
/// assert_eq!(timeseries::robust_zscores(&[7.0; 3]), [0.0; 3]);
/// ```
#[must_use]
pub fn robust_zscores(values: &[f64]) -> Vec<f64> {
    RobustZ::new().scores(values)
}

/// `distance` in units of `scale`; distances within the rounding error are none.
pub(super) fn ratio(distance: f64, scale: f64, noise: f64) -> f64 {
    if distance.abs() <= noise {
        0.0
    } else {
        distance / scale
    }
}

/// The standard deviation by the mean distance of the usual values from the median.
pub(super) fn floor(sample: &Sample) -> f64 {
    let median = sample.quantile(0.5);
    let usual = sample.usual(median);
    let distances = usual.iter().map(|value| (value - median).abs());
    PER_MEAN * distances.sum::<f64>() / usual.len().max(1) as f64
}

/// The median distance of `sorted` values from a point among them, in logarithmic time.
pub(super) fn median_deviation(sorted: &[f64], centre: f64) -> f64 {
    let middle = sorted.len() / 2;
    let upper = nth_deviation(sorted, centre, middle);
    if sorted.len() % 2 == 0 {
        let lower = nth_deviation(sorted, centre, middle.saturating_sub(1));
        lower + 0.5 * (upper - lower)
    } else {
        upper
    }
}

/// The distance from `centre` that is larger than `n` others; 0 if there are not as many.
///
/// To the left and to the right of the centre distances ascend. The `n + 1` smallest are some from
/// the left and the rest from the right; how many from the left is found by bisection.
fn nth_deviation(sorted: &[f64], centre: f64, n: usize) -> f64 {
    let below = sorted.partition_point(|value| *value < centre);
    let (left, right) = sorted.split_at_checked(below).unwrap_or_default();
    let from_left = |i: usize| {
        let value = left.len().checked_sub(i + 1).and_then(|at| left.get(at));
        value.map_or(f64::INFINITY, |value| centre - value)
    };
    let from_right = |i: usize| right.get(i).map_or(f64::INFINITY, |value| value - centre);
    let fewest = (n + 1).saturating_sub(right.len());
    let (mut low, mut high) = (fewest, (n + 1).min(left.len()));
    while low < high {
        let middle = low + (high - low) / 2;
        if from_left(middle) >= from_right(n - middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let last_left = low.checked_sub(1).map_or(0.0, from_left);
    let last_right = n.checked_sub(low).map_or(0.0, from_right);
    let last = last_left.max(last_right);
    if last.is_finite() { last } else { 0.0 }
}
