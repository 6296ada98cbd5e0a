//! [`Phases`]: the means of the phases of a period.

use super::prepare::{Line, bring_in};

pub(super) struct Phases {
    means: Vec<f64>,
    /// Values that are there.
    count: usize,
    /// Sums of squares of all and of what the means do not explain.
    total: f64,
    rest: f64,
    /// The sum of the products of neighbours in the rest.
    with_next: f64,
}

/// So many periods allow for moving averages over each; of fewer they would leave too little.
const PERIODS: usize = 4;

impl Phases {
    /// Of `values`, which may have a trend: it is taken off by moving averages over the period, or as
    /// a line where there are but a few periods.
    pub(super) fn of(values: &[f64], period: usize) -> Phases {
        let mut level = if values.len() / period < PERIODS {
            let mut level = values.to_vec();
            Line::of(values).take_from(&mut level);
            level
        } else {
            without_moving_average(values, period)
        };
        bring_in(&mut level);
        let points = || {
            level
                .iter()
                .zip((0..period).cycle())
                .filter(|(value, _)| !value.is_nan())
        };
        let mut sums = vec![(0.0, 0.0); period];
        for (value, phase) in points() {
            if let Some((sum, count)) = sums.get_mut(phase) {
                *sum += value;
                *count += 1.0;
            }
        }
        let means: Vec<f64> = sums
            .iter()
            .map(|(sum, count)| sum / f64::max(*count, 1.0))
            .collect();
        let (mut count, mut mean) = (0, 0.0);
        for (value, _) in points() {
            count += 1;
            mean += (value - mean) / f64::from(count);
        }
        let of_phase = |phase: usize| means.get(phase).copied().unwrap_or(0.0);
        let (mut total, mut rest, mut with_next, mut before) = (0.0, 0.0, 0.0, 0.0);
        for (value, phase) in points() {
            let (all, left) = (value - mean, value - of_phase(phase));
            total += all * all;
            rest += left * left;
            with_next += left * before;
            before = left;
        }
        Phases {
            means,
            count: count as usize,
            total,
            rest,
            with_next,
        }
    }

    /// The share that is explained beyond what chance would explain, R² adjusted, less one standard
    /// deviation of what it is on noise that is correlated as much as the rest.
    pub(super) fn strength(&self) -> f64 {
        let (all, phases) = (self.count as f64, self.means.len() as f64);
        let free = all - phases;
        // Sums of rounding errors have no period.
        if free < 1.0 || self.total <= all * 1e-24 {
            return 0.0;
        }
        let adjusted = 1.0 - self.rest / self.total * (all - 1.0) / free;
        // Values that follow one another closely count as fewer, but where next to nothing is left.
        let correlation = (self.with_next / self.rest.max(0.05 * self.total)).clamp(0.0, 1.0);
        let independent = all * (1.0 - correlation) / (1.0 + correlation);
        let chance = (2.0 * phases / (free * (independent + 1.0))).sqrt();
        (adjusted - chance).clamp(0.0, 1.0)
    }

    /// Takes the means away from `values`.
    pub(super) fn take_from(&self, values: &mut [f64]) {
        for (value, mean) in values.iter_mut().zip(self.means.iter().cycle()) {
            *value -= mean;
        }
    }
}

/// `values` without their centred averages over `period` points, or one more with half weights at
/// either end if it is even; NaN at the ends, where the window does not fit, and in windows of which
/// less than half is there.
fn without_moving_average(values: &[f64], period: usize) -> Vec<f64> {
    let sum = sums(
        values
            .iter()
            .map(|value| if value.is_nan() { 0.0 } else { *value }),
    );
    let there = sums(
        values
            .iter()
            .map(|value| f64::from(u8::from(!value.is_nan()))),
    );
    let half = period / 2;
    let average = |at: usize| {
        let (start, end) = (at.checked_sub(half)?, at + half + 1);
        // Over an even period, two windows that are shifted by one, half each.
        let shorter = 1 - period % 2;
        let over = |sums: &[f64]| {
            let between = |start: usize, end: usize| Some(sums.get(end)? - sums.get(start)?);
            Some(0.5 * (between(start, end - shorter)? + between(start + shorter, end)?))
        };
        let (sum, there) = (over(&sum)?, over(&there)?);
        (2.0 * there >= period as f64).then_some(sum / there)
    };
    let level = |(at, value): (usize, &f64)| value - average(at).unwrap_or(f64::NAN);
    values.iter().enumerate().map(level).collect()
}

/// Sums up to each value, from none on.
fn sums(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let sums = values.map(|value| {
        sum += value;
        sum
    });
    std::iter::once(0.0).chain(sums).collect()
}
