//! [`prepare`]: a series as periods are sought in it.

/// The share of the values on either side that is brought in to the next.
const TRIMMED: f64 = 0.005;

/// `series` in units of its largest usual value, without its linear trend and with its extreme values
/// brought in; what is not finite is NaN.
pub(super) fn prepare(series: &[f64]) -> Vec<f64> {
    let (low, high) = usual(series);
    let unit = low.abs().max(high.abs()).max(f64::MIN_POSITIVE);
    let scaled = |value: &f64| match value.is_finite() {
        true => value / unit,
        false => f64::NAN,
    };
    let mut prepared: Vec<f64> = series.iter().map(scaled).collect();
    // Wild values bend the line: it is fitted without them, and they are seen better without it.
    let clamped = prepared
        .iter()
        .map(|value| value.clamp(low / unit, high / unit));
    let line = Line::of(&clamped.collect::<Vec<_>>());
    line.take_from(&mut prepared);
    bring_in(&mut prepared);
    Line::of(&prepared).take_from(&mut prepared);
    prepared
}

/// Brings the extreme values in to the next.
pub(super) fn bring_in(values: &mut [f64]) {
    let (low, high) = usual(values);
    for value in values {
        *value = value.clamp(low, high);
    }
}

/// The lowest and the highest value but for the trimmed ones, of which there is at least one on
/// either side, so that a single wild value never decides.
fn usual(series: &[f64]) -> (f64, f64) {
    let finite = series.iter().copied().filter(|value| value.is_finite());
    let mut finite: Vec<f64> = finite.collect();
    let last = finite.len().saturating_sub(1);
    let trimmed = ((TRIMMED * finite.len() as f64) as usize).max(1);
    let mut nth = |n: usize| {
        let some = (n < finite.len()).then_some(&mut finite);
        some.map_or(0.0, |finite| {
            *finite.select_nth_unstable_by(n, f64::total_cmp).1
        })
    };
    let low = nth(trimmed.min(last / 2));
    let high = nth((last - last / 2).max(last.saturating_sub(trimmed)));
    (low.min(high), high)
}

/// The least squares line.
pub(super) struct Line {
    at_middle: f64,
    slope: f64,
}

impl Line {
    /// Through the `values` that are there.
    pub(super) fn of(values: &[f64]) -> Line {
        let middle = values.len() as f64 / 2.0;
        let points = || {
            let places = (0..values.len()).map(|at| at as f64 - middle);
            let points = places.zip(values.iter().copied());
            points.filter(|(_, value)| !value.is_nan())
        };
        let count = (points().count() as f64).max(1.0);
        let (x, y) = points().fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
        let (x, y) = (x / count, y / count);
        let (xx, xy) = points().fold((0.0, 0.0), |(xx, xy), point| {
            let from = point.0 - x;
            (xx + from * from, xy + from * (point.1 - y))
        });
        let slope = if xx > 0.0 { xy / xx } else { 0.0 };
        Line {
            at_middle: y - slope * x,
            slope,
        }
    }

    /// Takes it away.
    pub(super) fn take_from(&self, values: &mut [f64]) {
        let middle = values.len() as f64 / 2.0;
        for (at, value) in values.iter_mut().enumerate() {
            *value -= self.at_middle + self.slope * (at as f64 - middle);
        }
    }
}
