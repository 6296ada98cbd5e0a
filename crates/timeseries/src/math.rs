//! Order statistics and sums that more than one module needs.

/// The largest magnitude of `values`, 0 if there are none. NaN is passed over.
pub(crate) fn magnitude(values: &[f64]) -> f64 {
    values
        .iter()
        .fold(0.0, |largest, value| value.abs().max(largest))
}

/// Twice the median: the sum of the two middle values, or of the one middle value with itself.
///
/// Reorders `values`. Linear time on average, whatever the order they come in.
pub(crate) fn twice_median(values: &mut [f64]) -> f64 {
    let middle = values.len() / 2;
    if middle >= values.len() {
        return 0.0;
    }
    let even = values.len() % 2 == 0;
    let (below, &mut upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let lower = if even {
        below.iter().copied().max_by(f64::total_cmp)
    } else {
        None
    };
    upper + lower.unwrap_or(upper)
}

/// Rounding error of sums over values of the given magnitude; what is smaller means nothing.
///
/// A fit adds thousands of terms, whose errors mostly cancel: 64 units in the last place are an
/// order of magnitude above what fits of exactly seasonal and constant series leave over.
pub(crate) fn rounding(magnitude: f64) -> f64 {
    64.0 * f64::EPSILON * magnitude
}
