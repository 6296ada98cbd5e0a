//! [`Options`]: the arguments that have defaults.

use std::str::FromStr;

/// The arguments of [`series_decompose`](super::series_decompose) and its kin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    pub(super) threshold: f64,
    pub(super) seasonality: Seasonality,
    /// By default the average, and a line in forecasts.
    pub(super) trend: Option<Trend>,
    pub(super) test_points: usize,
    pub(super) ad_method: AdMethod,
    pub(super) seasonality_threshold: f64,
}

impl Options {
    /// The documented defaults.
    #[must_use]
    pub const fn new() -> Options {
        Options {
            threshold: 1.5,
            seasonality: Seasonality::Auto,
            trend: None,
            test_points: 0,
            ad_method: AdMethod::Ctukey,
            seasonality_threshold: 0.6,
        }
    }

    /// *Threshold*: scores beyond this on either side are anomalies; by default 1.5.
    #[must_use]
    pub const fn threshold(self, threshold: f64) -> Options {
        Options { threshold, ..self }
    }

    /// *Seasonality*: by default found from the series.
    #[must_use]
    pub const fn seasonality(self, seasonality: Seasonality) -> Options {
        Options {
            seasonality,
            ..self
        }
    }

    /// *Trend*: by default the average, and in forecasts a line.
    #[must_use]
    pub const fn trend(self, trend: Trend) -> Options {
        Options {
            trend: Some(trend),
            ..self
        }
    }

    /// *Test_points*: how many points at the end nothing is learned from; by default none.
    #[must_use]
    pub const fn test_points(self, test_points: usize) -> Options {
        Options {
            test_points,
            ..self
        }
    }

    /// *AD_method*: how residuals are scored; by default `ctukey`.
    #[must_use]
    pub const fn ad_method(self, ad_method: AdMethod) -> Options {
        Options { ad_method, ..self }
    }

    /// *Seasonality_threshold*: the score from which on a period that is found counts; by default
    /// 0.6.
    #[must_use]
    pub const fn seasonality_threshold(self, seasonality_threshold: f64) -> Options {
        Options {
            seasonality_threshold,
            ..self
        }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options::new()
    }
}

/// *Seasonality*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Seasonality {
    /// -1: found from the series.
    #[default]
    Auto,
    /// 0: none.
    None,
    /// So many bins.
    Period(usize),
}

impl Seasonality {
    /// From the number that stands for it: -1, 0, or a period.
    ///
    /// ```
    /// use timeseries::kusto::Seasonality;
    ///
    /// assert_eq!(Seasonality::from_bins(-1), Some(Seasonality::Auto));
    /// assert_eq!(Seasonality::from_bins(24), Some(Seasonality::Period(24)));
    /// assert_eq!(Seasonality::from_bins(-2), None);
    /// ```
    #[must_use]
    pub fn from_bins(bins: i64) -> Option<Seasonality> {
        match bins {
            -1 => Some(Seasonality::Auto),
            0 => Some(Seasonality::None),
            _ => usize::try_from(bins).ok().map(Seasonality::Period),
        }
    }
}

/// *Trend*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Trend {
    /// `avg`: the average.
    #[default]
    Avg,
    /// `linefit`: the least squares line.
    LineFit,
    /// `none`.
    None,
}

/// *AD_method*, and *kind* of [`series_outliers`](super::series_outliers).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AdMethod {
    /// `ctukey`: fences by what lies within the 10th and the 90th percentile.
    #[default]
    Ctukey,
    /// `tukey`: fences by the quartiles.
    Tukey,
}

/// A word that is none of those that an argument knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the word is unknown, required is one of: {0}")]
pub struct UnknownWord(&'static str);

impl FromStr for Trend {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Trend, UnknownWord> {
        match word {
            "avg" => Ok(Trend::Avg),
            "linefit" => Ok(Trend::LineFit),
            "none" => Ok(Trend::None),
            _ => Err(UnknownWord("avg, linefit, none")),
        }
    }
}

impl FromStr for AdMethod {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<AdMethod, UnknownWord> {
        match word {
            "ctukey" => Ok(AdMethod::Ctukey),
            "tukey" => Ok(AdMethod::Tukey),
            _ => Err(UnknownWord("ctukey, tukey")),
        }
    }
}
