//! The moving averages of the low-pass filter, Cleveland et al. 1990, section 3.2, step 3.

/// Writes the mean of each `len` neighbours; `means` has `values.len() - len + 1` places.
///
/// The sum runs along, and starts anew every `len` values, so that neither rounding errors nor a
/// single huge value reach much farther than the windows that hold them.
pub(super) fn moving_average(values: &[f64], len: usize, means: &mut [f64]) {
    let divisor = len as f64;
    let mut ahead = values;
    for means in means.chunks_mut(len.max(1)) {
        let Some((window, rest)) = ahead.split_at_checked(len) else {
            return;
        };
        let mut sum: f64 = window.iter().sum();
        let changes = rest
            .iter()
            .zip(window)
            .map(|(entering, leaving)| entering - leaving);
        for (mean, change) in means.iter_mut().zip(changes.chain([0.0])) {
            *mean = sum / divisor;
            sum += change;
        }
        ahead = rest;
    }
}
