//! The moving averages of the low-pass filter, Cleveland et al. 1990, section "The Inner
//! Loop", step 3 (low-pass filtering of smoothed cycle-subseries).

/// Writes the mean of each `len` neighbours; `means` has `values.len() - len + 1` places.
///
/// The sum runs along, as in the program of 1990: the time does not depend on `len`, and a rounding
/// error stays in the sum to the end.
#[inline(always)]
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

/// The same for three neighbours, each mean by itself.
#[inline(always)]
pub(super) fn moving_average_of_three(values: &[f64], means: &mut [f64]) {
    let (one, two) = (values.iter().skip(1), values.iter().skip(2));
    let triples = values.iter().zip(one).zip(two);
    for (mean, ((a, b), c)) in means.iter_mut().zip(triples) {
        *mean = (a + b + c) * (1.0 / 3.0);
    }
}

/// The same for any number of neighbours, the running sum begun anew in each of a few stretches,
/// which are computed side by side.
#[inline(always)]
pub(super) fn moving_average_in_stretches(values: &[f64], len: usize, means: &mut [f64]) {
    const STRETCHES: usize = 8;
    let stretch = means.len() / STRETCHES;
    if stretch < len {
        return moving_average(values, len, means);
    }
    let (body, tail) = means.split_at_mut(stretch * STRETCHES);
    let from = |place: usize| values.get(place * stretch..).unwrap_or_default();
    let mut sums = [0.0; STRETCHES];
    for (place, sum) in sums.iter_mut().enumerate() {
        *sum = from(place).iter().take(len).sum();
    }
    let share = 1.0 / len as f64;
    let (mut outs, mut sources) = (
        [(); STRETCHES].map(|()| [].as_mut_slice()),
        [[].as_slice(); STRETCHES],
    );
    for (place, out) in body.chunks_exact_mut(stretch).enumerate() {
        if let (Some(slot), Some(source)) = (outs.get_mut(place), sources.get_mut(place)) {
            *slot = out;
            *source = from(place);
        }
    }
    for i in 0..stretch {
        for ((sum, out), source) in sums.iter_mut().zip(&mut outs).zip(&sources) {
            if let (Some(out), Some(leaving)) = (out.get_mut(i), source.get(i)) {
                *out = *sum * share;
                // Behind the last mean nothing enters.
                *sum += source.get(i + len).unwrap_or(leaving) - leaving;
            }
        }
    }
    let rest = values.get(stretch * STRETCHES..).unwrap_or_default();
    moving_average(rest, len, tail);
}
