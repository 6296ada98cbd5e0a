//! [`series_periods_detect`] and [`series_periods_validate`].

use crate::season::{Season, SeasonFinder};

/// What [`series_periods_detect`] returns: periods and their scores, the best first.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SeriesPeriods {
    /// In bins; 0 where there are no more.
    pub periods: Vec<f64>,
    /// From 0 to 1.
    pub scores: Vec<f64>,
}

/// The least period that Kusto finds.
pub(super) const SHORTEST: usize = 4;
/// What Kusto validates at a time, and more than anyone searches for.
const MOST: usize = 16;

/// `series_periods_detect(series, min_period, max_period, num_periods)`: the `most` significant
/// periods from `min_period` to `max_period`; at least 4 bins and at most half the series.
///
/// ```
/// use timeseries::kusto::series_periods_detect;
///
/// // An application's traffic twice a day over a month, from Kusto's documentation.
/// let y = [80, 139, 87, 110, 68, 54, 50, 51, 53, 133, 86, 141, 97, 156, 94, 149, 95, 140, 77, 61, 50,
///     54, 47, 133, 72, 152, 94, 148, 105, 162, 101, 160, 87, 63, 53, 55, 54, 151, 103, 189, 108, 183,
///     113, 175, 113, 178, 90, 71, 62, 62, 65, 165, 109, 181, 115, 182, 121, 178, 114, 170];
/// let found = series_periods_detect(&y.map(f64::from), 0.0, 50.0, 2);
/// assert_eq!(found.periods, [14.0, 0.0]);
/// assert!((found.scores[0] - 0.84).abs() < 0.05);
/// ```
#[must_use]
pub fn series_periods_detect(
    series: &[f64],
    min_period: f64,
    max_period: f64,
    most: usize,
) -> SeriesPeriods {
    let shortest = (min_period.ceil() as usize).max(SHORTEST);
    let finder = SeasonFinder::new().between(shortest, max_period.floor() as usize);
    let mut found = finder.most(most.min(MOST)).find(series);
    let none = Season::new(0, 0.0);
    found.resize(most.min(MOST), none);
    listed(&found)
}

/// `series_periods_validate(series, period1, …)`: the score of each period, 0 for one that is not
/// near a peak or that is shorter than 4 bins or longer than half the series. Sixteen at most.
#[must_use]
pub fn series_periods_validate(series: &[f64], periods: &[f64]) -> SeriesPeriods {
    let score = |&period: &f64| {
        let bins = period.round() as usize;
        let near = bins - bins / 10..=bins + bins / 10;
        let finder = SeasonFinder::new().between(SHORTEST.max(*near.start()), *near.end());
        let found = finder.most(1).strength(0.0).find(series);
        let strength = found
            .first()
            .map_or(0.0, |_| SeasonFinder::validate(series, bins).strength);
        (period, if bins < SHORTEST { 0.0 } else { strength })
    };
    let (periods, scores) = periods.iter().take(MOST).map(score).unzip();
    SeriesPeriods { periods, scores }
}

fn listed(seasons: &[Season]) -> SeriesPeriods {
    SeriesPeriods {
        periods: seasons.iter().map(|season| season.period as f64).collect(),
        scores: seasons.iter().map(|season| season.strength).collect(),
    }
}
