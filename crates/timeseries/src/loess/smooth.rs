//! LOESS over a series: a local regression at every point, or at every `jump`-th with straight
//! lines between (Cleveland et al. 1990, on fast computation).

use super::local::{Regression, Scratch};
use std::ops::Range;

/// Writes the smoothed series into `fitted`, which is as long as the values.
///
/// Where no point of a window has weight the value itself stands, as in the program of 1990.
pub(crate) fn smooth(
    regression: &Regression<'_>,
    jump: usize,
    fitted: &mut [f64],
    scratch: &mut Scratch,
) {
    let values = regression.values;
    let Some(last) = values.len().checked_sub(1) else {
        return;
    };
    let jump = jump.min(last).max(1);
    let fits = fitted.iter_mut().zip(values).enumerate().step_by(jump);
    for (i, (fit, &value)) in fits {
        let window = neighbourhood(i, regression.span, values.len());
        *fit = regression.at(i as isize, window, scratch).unwrap_or(value);
    }
    if jump > 1 {
        interpolate(regression, jump, fitted, scratch);
    }
}

/// The `span` points around position `i`: centred, or moved in where the series ends.
pub(crate) fn neighbourhood(i: usize, span: usize, len: usize) -> Range<usize> {
    let Some(room) = len.checked_sub(span) else {
        return 0..len;
    };
    let start = i.saturating_sub(span / 2).min(room);
    start..start + span
}

/// Fills in what lies between the points that were fitted.
fn interpolate(
    regression: &Regression<'_>,
    jump: usize,
    fitted: &mut [f64],
    scratch: &mut Scratch,
) {
    let Some((end, &value)) = regression.values.iter().enumerate().next_back() else {
        return;
    };
    let knot = end / jump * jump;
    if knot != end {
        // The window is still that of the last knot, in the program of 1990 as in statsmodels.
        let window = neighbourhood(knot, regression.span, regression.values.len());
        let fit = regression
            .at(end as isize, window, scratch)
            .unwrap_or(value);
        if let Some(last) = fitted.last_mut() {
            *last = fit;
        }
    }
    let mut rest = fitted;
    loop {
        let step = jump.min(rest.len().saturating_sub(1)).max(1);
        let (Some(&first), Some(&next)) = (rest.first(), rest.get(step)) else {
            return;
        };
        let slope = (next - first) / step as f64;
        // The program of 1990 draws the end of a shorter last stretch too.
        let drawn = if step < jump && step > 1 {
            step + 1
        } else {
            step
        };
        for (i, between) in rest.iter_mut().enumerate().take(drawn).skip(1) {
            *between = first + slope * i as f64;
        }
        rest = rest.get_mut(step..).unwrap_or_default();
    }
}
