//! How much of a series its season and its trend make up.

use crate::stl::Decomposition;

impl Decomposition {
    /// The strength of the season, from 0 to 1: `1 - Var(residual) / Var(seasonal + residual)` (Wang,
    /// Smith and Hyndman 2006; Hyndman and Athanasopoulos, *Forecasting*, section 4.3). Missing
    /// values have no part; without any variance there is none.
    ///
    /// ```
    /// use timeseries::Stl;
    ///
    /// let series: Vec<f64> = (0..240).map(|hour| f64::from(hour % 24 + hour * 7 % 5)).collect();
    /// let fit = Stl::new(24).fit(&series)?;
    /// assert!(fit.seasonal_strength() > 0.9 && fit.trend_strength() < 0.5);
    /// # Ok::<(), timeseries::Error>(())
    /// ```
    #[must_use]
    pub fn seasonal_strength(&self) -> f64 {
        strength(&self.seasonal, &self.residual)
    }

    /// The strength of the trend, from 0 to 1: `1 - Var(residual) / Var(trend + residual)`.
    #[must_use]
    pub fn trend_strength(&self) -> f64 {
        strength(&self.trend, &self.residual)
    }
}

fn strength(component: &[f64], residual: &[f64]) -> f64 {
    let both = component.iter().zip(residual).map(|(c, r)| c + r);
    let (all, rest) = (variance(both), variance(residual.iter().copied()));
    if all > 0.0 {
        (1.0 - rest / all).clamp(0.0, 1.0)
    } else {
        0.0
    }
}

/// Of the values that are there (Welford 1962).
fn variance(values: impl Iterator<Item = f64>) -> f64 {
    let (mut count, mut mean, mut squares) = (0.0, 0.0, 0.0);
    for value in values.filter(|value| !value.is_nan()) {
        count += 1.0;
        let off = value - mean;
        mean += off / count;
        squares += off * (value - mean);
    }
    if count > 0.0 { squares / count } else { 0.0 }
}
