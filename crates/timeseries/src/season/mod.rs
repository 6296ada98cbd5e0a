//! [`SeasonFinder`]: which periods a series has.

mod correlation;
mod phases;
mod prepare;

use correlation::Correlation;
use phases::Phases;
use std::ops::RangeInclusive;

/// A period and how much of the series it explains.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Season {
    /// Points from one season to the next.
    pub period: usize,
    /// The share of the variance, without the trend, that the means of the phases explain; from 0 to
    /// 1. What they would explain of noise, and the standard deviation of that, is taken off.
    pub strength: f64,
}

impl Season {
    /// A period known by other means.
    #[must_use]
    pub const fn new(period: usize, strength: f64) -> Season {
        Season { period, strength }
    }
}

/// Finds the periods of a series, by autocorrelation and spectrum.
///
/// Peaks of the spectrum say which periods there may be, and the autocorrelation near each of them
/// where exactly (Vlachos, Yu and Castelli 2005, section 4.2); peaks of the autocorrelation itself
/// are looked at too, as the spectrum of a short peak once a day is spread over all its harmonics.
/// Of these candidates the one counts whose phases explain most of the variance; it is taken away,
/// and the rest is searched again. A period that is found inside of a longer one, as days in weeks,
/// is named beside it.
///
/// Missing values (NaN) have no part in anything; a linear trend is taken off before, and moving
/// averages over the period where it is judged; the farthest half per cent of the values on either
/// side counts no more than the next. The work is that of a few Fourier transforms: it grows as
/// `n log n`.
///
/// ```
/// use timeseries::SeasonFinder;
///
/// let hourly: Vec<f64> = (0..24 * 28)
///     .map(|hour| if hour / 24 % 7 > 4 { 5.0 } else { f64::from(hour % 24) } + f64::from(hour * 7 % 5))
///     .collect();
/// let found = SeasonFinder::new().find(&hourly);
/// let mut periods: Vec<usize> = found.iter().map(|season| season.period).collect();
/// periods.sort();
/// // What was added comes again every five hours.
/// assert_eq!(periods, [5, 24, 168]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeasonFinder {
    shortest: usize,
    longest: usize,
    most: usize,
    strength: f64,
}

/// What a period explains of the strongest one's share to be taken for it, as a day for two days.
const AS_GOOD: f64 = 0.88;
/// What it explains to be named beside it, as a day beside a week.
const NESTED: f64 = 0.5;
/// What moves a period from the peak of the autocorrelation to its neighbour.
const BETTER: f64 = 0.01;

impl SeasonFinder {
    /// Finds at most three periods of at least 2 points and a strength of 0.35.
    #[must_use]
    pub const fn new() -> SeasonFinder {
        SeasonFinder {
            shortest: 2,
            longest: usize::MAX,
            most: 3,
            strength: 0.35,
        }
    }

    /// Sets the shortest and the longest period. The series has to hold more than two of any.
    #[must_use]
    pub const fn between(self, shortest: usize, longest: usize) -> SeasonFinder {
        SeasonFinder {
            shortest,
            longest,
            ..self
        }
    }

    /// Sets how many periods are found at most.
    #[must_use]
    pub const fn most(self, most: usize) -> SeasonFinder {
        SeasonFinder { most, ..self }
    }

    /// Sets the least strength of a period.
    #[must_use]
    pub const fn strength(self, strength: f64) -> SeasonFinder {
        SeasonFinder { strength, ..self }
    }

    /// The periods of `series`, the strongest first.
    #[must_use]
    pub fn find(&self, series: &[f64]) -> Vec<Season> {
        let mut rest = prepare::prepare(series);
        let longest = self.longest.min(rest.len().saturating_sub(1) / 2);
        let range = self.shortest.max(2)..=longest;
        let mut found: Vec<Season> = Vec::new();
        while found.len() < self.most && !range.is_empty() {
            let correlation = Correlation::of(&rest);
            let candidates = correlation.candidates(&range).into_iter();
            let seasons: Vec<Season> = candidates
                .map(|period| climb(&rest, period, &range))
                .collect();
            let Some(best) = self.best(&seasons) else {
                break;
            };
            let known = |season: &Season| found.iter().any(|known| known.period == season.period);
            if known(&best) {
                break;
            }
            let nested = self.nested(&seasons, best, &correlation);
            let nested = nested.filter(|season| !known(season));
            found.push(best);
            found.extend(nested);
            Phases::of(&rest, best.period).take_from(&mut rest);
        }
        found.truncate(self.most);
        found.sort_by(|a, b| b.strength.total_cmp(&a.strength));
        found
    }

    /// The strength of one period of `series`; 0 where the series does not hold more than two of it.
    #[must_use]
    pub fn validate(series: &[f64], period: usize) -> Season {
        let strength = if period < 2 || period > series.len().saturating_sub(1) / 2 {
            0.0
        } else {
            Phases::of(&prepare::prepare(series), period).strength()
        };
        Season { period, strength }
    }

    /// The strongest, or the shortest that is about as strong and that it is a multiple of.
    fn best(&self, seasons: &[Season]) -> Option<Season> {
        let strong = || {
            seasons
                .iter()
                .filter(|season| season.strength >= self.strength)
        };
        let strongest = strong().max_by(|a, b| a.strength.total_cmp(&b.strength))?;
        let parts = strong().filter(|season| {
            strongest.period % season.period == 0 && season.strength >= AS_GOOD * strongest.strength
        });
        parts.min_by_key(|season| season.period).copied()
    }

    /// The strongest that `best` is a multiple of, if the series is like itself that much later.
    fn nested(&self, seasons: &[Season], best: Season, like: &Correlation) -> Option<Season> {
        let inside = seasons.iter().filter(|season| {
            season.period < best.period
                && best.period % season.period == 0
                && season.strength >= (NESTED * best.strength).max(self.strength)
                && like.at(season.period) >= NESTED * like.at(best.period)
        });
        let strongest = inside.max_by(|a, b| a.strength.total_cmp(&b.strength));
        strongest.copied()
    }
}

/// The strongest period around: noise moves the peaks of smooth seasons by a point or two.
fn climb(values: &[f64], period: usize, range: &RangeInclusive<usize>) -> Season {
    let season = |period: usize| Season {
        period,
        strength: Phases::of(values, period).strength(),
    };
    let mut best = season(period);
    loop {
        let around = (best.period - 2..=best.period + 2).filter(|period| range.contains(period));
        let next = around
            .map(season)
            .max_by(|a, b| a.strength.total_cmp(&b.strength));
        match next.filter(|next| next.strength > best.strength + BETTER) {
            Some(better) => best = better,
            None => return best,
        }
    }
}

impl Default for SeasonFinder {
    fn default() -> SeasonFinder {
        SeasonFinder::new()
    }
}
