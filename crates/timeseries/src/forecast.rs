//! [`Forecast`]: a decomposition carried on.

use crate::stl::Decomposition;

/// What is expected after the end of a series.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Forecast {
    /// Season plus trend at each point.
    pub expected: Vec<f64>,
    /// The standard deviation of the error at each point.
    pub deviation: Vec<f64>,
}

impl Decomposition {
    /// The next `points` points: the last season again, and the rest by the drift method (Hyndman
    /// and Athanasopoulos, *Forecasting*, sections 5.2 and 5.7).
    ///
    /// What is left without the season goes on from its last value as fast as it came there from its
    /// first. Its error is that of a random walk with the steps that it took. Values that are missing
    /// or that a robust fit gave no weight are not taken for first or last.
    ///
    /// ```
    /// use timeseries::Stl;
    ///
    /// let series: Vec<f64> = (0..96).map(|hour| f64::from(hour % 24) + 0.5 * f64::from(hour)).collect();
    /// let forecast = Stl::new(24).fit(&series)?.forecast(24, 48);
    /// assert!((forecast.expected[25] - (1.0 + 0.5 * 121.0)).abs() < 1e-6);
    /// # Ok::<(), timeseries::Error>(())
    /// ```
    #[must_use]
    pub fn forecast(&self, period: usize, points: usize) -> Forecast {
        let adjusted = self.trend.iter().zip(&self.residual).map(|(t, r)| t + r);
        let known: Vec<(usize, f64)> = adjusted
            .zip(&self.weights)
            .enumerate()
            .filter(|(_, (value, weight))| !value.is_nan() && **weight > 0.0)
            .map(|(at, (value, _))| (at, value))
            .collect();
        let len = self.trend.len();
        let (Some(&(begin, first)), Some(&(end, last))) = (known.first(), known.last()) else {
            return Forecast::default();
        };
        let span = end.saturating_sub(begin).max(1) as f64;
        let drift = (last - first) / span;
        let step = deviation(&known, drift);
        let season = self.seasonal.get(len.saturating_sub(period.max(1))..);
        let season = season.unwrap_or_default();
        let ahead = |at: usize| (at + len - end) as f64;
        let seasons = season.iter().cycle().take(points).enumerate();
        Forecast {
            expected: seasons
                .map(|(at, season)| season + last + drift * ahead(at))
                .collect(),
            deviation: (0..points)
                .map(|at| step * (ahead(at) * (1.0 + ahead(at) / span)).sqrt())
                .collect(),
        }
    }
}

/// The standard deviation of a step around the drift; steps over gaps count as many.
fn deviation(known: &[(usize, f64)], drift: f64) -> f64 {
    let steps = known.iter().zip(known.iter().skip(1));
    let (mut count, mut squares) = (0.0, 0.0);
    for ((from, before), (to, after)) in steps {
        let span = to.saturating_sub(*from) as f64;
        let off = after - before - drift * span;
        squares += off * off / span;
        count += 1.0;
    }
    // One degree of freedom is the drift's.
    (squares / f64::max(count - 1.0, 1.0)).sqrt()
}
