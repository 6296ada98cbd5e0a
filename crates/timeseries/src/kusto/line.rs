//! [`series_fit_line`].

/// What [`series_fit_line`] returns.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FittedLine {
    /// The share of the variance that the line explains; 0 where there is none.
    pub rsquare: f64,
    /// Per point.
    pub slope: f64,
    /// Of the values.
    pub variance: f64,
    /// Of what the line leaves over.
    pub rvariance: f64,
    /// The line one point before the first: Kusto counts points from 1.
    pub interception: f64,
    /// The line at every point.
    pub line_fit: Vec<f64>,
    /// Of the values; not one of Kusto's columns.
    pub mean: f64,
}

impl FittedLine {
    /// The line at point `index` from 0, which may lie beyond the series.
    #[must_use]
    pub fn at(&self, index: usize) -> f64 {
        self.interception + self.slope * (index as f64 + 1.0)
    }
}

/// `series_fit_line(series)`: the least squares line.
///
/// Variances are of a sample (divided by one less than there are values), as the example of the
/// documentation has them.
///
/// ```
/// let y = [2.0, 5.0, 6.0, 8.0, 11.0, 15.0, 17.0, 18.0, 25.0, 26.0, 30.0, 30.0];
/// let line = timeseries::kusto::series_fit_line(&y);
/// assert!((line.slope - 2.730).abs() < 1e-3 && (line.rsquare - 0.982).abs() < 1e-3);
/// ```
#[must_use]
pub fn series_fit_line(series: &[f64]) -> FittedLine {
    let points = || {
        let points = series
            .iter()
            .enumerate()
            .map(|(at, value)| (at as f64, *value));
        points.filter(|(_, value)| value.is_finite())
    };
    let count = points().count() as f64;
    let (x, y) = points().fold((0.0, 0.0), |(x, y), point| {
        (x + point.0 / count, y + point.1 / count)
    });
    let slope = {
        let of = |term: fn((f64, f64)) -> f64| -> f64 {
            points().map(|point| term((point.0 - x, point.1 - y))).sum()
        };
        let spread = of(|(x, _)| x * x);
        if spread > 0.0 {
            of(|(x, y)| x * y) / spread
        } else {
            0.0
        }
    };
    let freedom = (count - 1.0).max(1.0);
    let (mut variance, mut rvariance) = (0.0, 0.0);
    for (at, value) in points() {
        let off = value - y;
        let rest = off - slope * (at - x);
        variance += off * off / freedom;
        rvariance += rest * rest / freedom;
    }
    let explained = if variance > 0.0 {
        1.0 - rvariance / variance
    } else {
        0.0
    };
    let mut line = FittedLine {
        rsquare: explained.clamp(0.0, 1.0),
        slope,
        variance,
        rvariance,
        interception: y - slope * (x + 1.0),
        line_fit: Vec::new(),
        mean: y,
    };
    line.line_fit = (0..series.len()).map(|at| line.at(at)).collect();
    line
}
