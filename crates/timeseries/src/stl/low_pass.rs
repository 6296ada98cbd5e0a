//! The moving averages of the low-pass filter, Cleveland et al. 1990, section 3.2, step 3.

/// Writes the mean of each `len` neighbours; `means` has `values.len() - len + 1` places.
///
/// The sum runs along, as in the program of 1990: the time does not depend on `len`, and a rounding
/// error stays in the sum to the end.
pub(super) fn moving_average(values: &[f64], len: usize, means: &mut [f64]) {
    let Some((first, rest)) = values.split_at_checked(len) else {
        return;
    };
    let divisor = len as f64;
    let mut sum: f64 = first.iter().sum();
    let changes = rest
        .iter()
        .zip(values)
        .map(|(entering, leaving)| entering - leaving);
    for (mean, change) in means.iter_mut().zip(changes.chain([0.0])) {
        *mean = sum / divisor;
        sum += change;
    }
}
