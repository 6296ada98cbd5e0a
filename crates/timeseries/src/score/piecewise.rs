//! [`piecewise_residual`]: what is left over when medians stand for the trend.

use super::sample::Sample;

/// `series` without its season and without the median of the piece that each point lies in.
///
/// Medians of pieces of `span` points stand for the trend, as in S-H-ESD on long series (Vallis,
/// Hochenbaum and Kejariwal 2014, section 3.2): an anomaly that lasts does not bend them, as it
/// bends a smooth trend. Two weeks are a usual span. Pieces follow one another from the start; the
/// last one takes in points before it to have its full span. Missing values (NaN) stay, and have no
/// part in the medians.
///
/// ```
/// use timeseries::{Score, Stl, piecewise_residual};
///
/// let mut series: Vec<f64> = (0..24 * 28).map(|hour| f64::from(hour % 24 + hour * 7 % 5)).collect();
/// series[300..310].fill(70.0);
/// let fit = Stl::new(24).robust(true).fit(&series)?;
/// let residual = piecewise_residual(&series, &fit.seasonal, 24 * 14);
/// let scores = Score::esd().of(&residual);
/// assert!(scores[300..310].iter().all(|score| *score > 1.0));
/// # assert!(scores[..300].iter().all(|score| score.abs() <= 1.0));
/// # Ok::<(), timeseries::Error>(())
/// ```
#[must_use]
pub fn piecewise_residual(series: &[f64], seasonal: &[f64], span: usize) -> Vec<f64> {
    let pairs = series.iter().zip(seasonal);
    let mut residual: Vec<f64> = pairs.map(|(value, season)| value - season).collect();
    let span = span.max(1);
    let whole = residual.len() / span * span;
    let last = residual.get(residual.len().saturating_sub(span)..);
    let last = Sample::of(last.unwrap_or_default()).median();
    let (pieces, rest) = residual.split_at_mut_checked(whole).unwrap_or_default();
    for piece in pieces.chunks_mut(span) {
        let median = Sample::of(piece).median();
        subtract(piece, median);
    }
    subtract(rest, last);
    residual
}

fn subtract(piece: &mut [f64], median: f64) {
    for value in piece {
        *value -= median;
    }
}
