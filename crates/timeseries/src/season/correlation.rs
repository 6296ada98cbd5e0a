//! [`Correlation`]: autocorrelation and spectrum, and the periods they speak for.

use crate::fourier::{Complex, transform};
use std::ops::RangeInclusive;

/// How many peaks of each are looked at.
const PEAKS: usize = 12;

pub(super) struct Correlation {
    /// Of the series with itself so many points later, from 0 on to half its length.
    lags: Vec<f64>,
    /// The power at so many oscillations over `padded` points.
    spectrum: Vec<f64>,
    padded: usize,
}

impl Correlation {
    /// Of `values` around 0; NaN has no part.
    ///
    /// Values and a mask of those that are there are transformed in one go, as real and imaginary
    /// part, and so are both spectra back: sums of products over the pairs of which both are there.
    pub(super) fn of(values: &[f64]) -> Correlation {
        let padded = (2 * values.len()).next_power_of_two();
        let there = |value: &f64| match value.is_nan() {
            true => Complex::default(),
            false => Complex {
                re: *value,
                im: 1.0,
            },
        };
        let mut points: Vec<Complex> = values.iter().map(there).collect();
        points.resize(padded, Complex::default());
        transform(&mut points);
        let mut powers = powers(&points);
        let half = powers.iter().take(padded / 2 + 1);
        let spectrum = half.map(|power| power.re).collect();
        transform(&mut powers);
        let lags = powers.iter().take(values.len() / 2 + 2);
        let lags: Vec<f64> = lags
            .map(|sum| if sum.im > 0.5 { sum.re / sum.im } else { 0.0 })
            .collect();
        let variance = lags.first().copied().unwrap_or(0.0);
        let share = |lag: f64| if variance > 0.0 { lag / variance } else { 0.0 };
        Correlation {
            lags: lags.into_iter().map(share).collect(),
            spectrum,
            padded,
        }
    }

    /// How like itself the series is so many points later, from -1 to 1 or a little beyond.
    pub(super) fn at(&self, lag: usize) -> f64 {
        self.lags.get(lag).copied().unwrap_or(0.0)
    }

    /// Periods in `range` that peaks speak for, each once, in ascending order.
    pub(super) fn candidates(&self, range: &RangeInclusive<usize>) -> Vec<usize> {
        let mut candidates = self.by_spectrum(range);
        candidates.extend(self.by_lag(range));
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }

    /// The highest peaks of the autocorrelation.
    fn by_lag(&self, range: &RangeInclusive<usize>) -> Vec<usize> {
        let lags = peaks(&self.lags).filter(|(lag, height)| *height > 0.0 && range.contains(lag));
        // A later peak counts if it is higher than all before it: multiples of a period are not.
        let mut highest = 0.0;
        let rising: Vec<_> = lags
            .filter(|(_, height)| {
                let higher = *height > highest + 0.01;
                highest = height.max(highest);
                higher
            })
            .collect();
        strongest(rising)
    }

    /// The highest peaks of the spectrum, each by the autocorrelation nearby.
    ///
    /// Peaks are weighed by their frequency, as trends and walks have most of their power where it
    /// is lowest.
    fn by_spectrum(&self, range: &RangeInclusive<usize>) -> Vec<usize> {
        let peaks = peaks(&self.spectrum).map(|(wave, power)| (wave, power * wave as f64));
        let waves = strongest(peaks.collect());
        let periods = waves.into_iter().map(|wave| self.refined(wave));
        periods.filter(|period| range.contains(period)).collect()
    }

    /// The period of `wave` oscillations over the padded series: the highest autocorrelation between
    /// its neighbours' periods, and then near twice, four times, eight times as many points, each of
    /// which says it more exactly.
    fn refined(&self, wave: usize) -> usize {
        let period = |wave: usize| self.padded / wave.max(1);
        let mut lag = self.highest(period(wave + 1), period(wave - 1) + 1);
        let mut times = 1;
        while lag > 1 && 2 * lag + lag / times / 4 < self.lags.len() {
            let around = lag / times / 8 + 1;
            (lag, times) = (self.highest(2 * lag - around, 2 * lag + around), 2 * times);
        }
        (lag + times / 2) / times
    }

    /// The lag from `first` to `last` at which the autocorrelation is highest.
    fn highest(&self, first: usize, last: usize) -> usize {
        let lags = self.lags.iter().enumerate().skip(first);
        let lags = lags.take((last + 1).saturating_sub(first));
        lags.max_by(|a, b| a.1.total_cmp(b.1))
            .map_or(0, |(lag, _)| lag)
    }
}

/// The spectra of the real and the imaginary parts that were transformed together, as real and
/// imaginary parts.
fn powers(points: &[Complex]) -> Vec<Complex> {
    let mirrored = points.iter().take(1).chain(points.iter().skip(1).rev());
    let power = |(z, w): (&Complex, &Complex)| {
        // Even part and odd part of the sums.
        let real = Complex {
            re: z.re + w.re,
            im: z.im - w.im,
        };
        let imaginary = Complex {
            re: z.im + w.im,
            im: w.re - z.re,
        };
        Complex {
            re: 0.25 * real.norm(),
            im: 0.25 * imaginary.norm(),
        }
    };
    points.iter().zip(mirrored).map(power).collect()
}

/// Where `values` are higher than before and not lower than after; the ends are none.
fn peaks(values: &[f64]) -> impl Iterator<Item = (usize, f64)> {
    let windows = values.windows(3).enumerate();
    windows.filter_map(|(at, window)| match window {
        &[before, here, after] if here > before && here >= after => Some((at + 1, here)),
        _ => None,
    })
}

fn strongest(mut peaks: Vec<(usize, f64)>) -> Vec<usize> {
    peaks.sort_by(|a, b| b.1.total_cmp(&a.1));
    peaks.truncate(PEAKS);
    peaks.into_iter().map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Products over the pairs of which both are there.
    fn slow(values: &[f64], lag: usize) -> f64 {
        let pairs = values.iter().zip(values.iter().skip(lag));
        let products: Vec<f64> = pairs
            .map(|(a, b)| a * b)
            .filter(|ab| !ab.is_nan())
            .collect();
        products.iter().sum::<f64>() / products.len().max(1) as f64
    }

    #[test]
    fn lags_are_those_of_the_definition() {
        for len in [4_u32, 5, 64, 100, 257] {
            let value = |i: u32| match i % 7 {
                3 => f64::NAN,
                _ => f64::from(i * 7919 % 101) / 50.0 - 1.0,
            };
            let values: Vec<f64> = (0..len).map(value).collect();
            let correlation = Correlation::of(&values);
            assert_eq!(correlation.lags.len(), values.len() / 2 + 2);
            for (lag, ours) in correlation.lags.iter().enumerate() {
                let expected = slow(&values, lag) / slow(&values, 0);
                assert!(
                    (ours - expected).abs() < 1e-12,
                    "{len} {lag}: {ours}, not {expected}"
                );
            }
        }
    }

    #[test]
    fn nothing_has_no_periods() {
        for values in [vec![], vec![1.0], vec![f64::NAN; 9]] {
            assert_eq!(Correlation::of(&values).candidates(&(2..=4)), [0; 0]);
        }
    }
}
