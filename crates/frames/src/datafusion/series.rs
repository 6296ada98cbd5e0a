//! The verbs that read series.

use super::arguments::{count, number};
use super::function::{Verb, failed};
use crate::kernels::{self, Method, ONE_THREAD};
use arrow_array::{Array, ListArray, new_empty_array};
use arrow_schema::DataType;
use datafusion::common::{Result, ScalarValue, plan_err};
use timeseries::{Detector, Loess, Stl, Threshold};

const SERIES: (&str, &str) = (
    "series",
    "A list of numbers, or of structs of `time` and `value`: array_agg(value ORDER BY time).",
);

fn check_series(column: &DataType) -> std::result::Result<(), &'static str> {
    let readable = kernels::anomalies(&new_empty_array(column), &Method::default(), ONE_THREAD);
    let wanted = "a list of numbers, or of structs of `time` (a timestamp, a date, an integer or \
                  text) and `value` (a number)";
    readable.map(|_| ()).map_err(|_| wanted)
}

/// What no series could be fitted with is a mistake of the query.
fn check_parameters(function: &str, stl: &Stl) -> Result<()> {
    match stl.fit(&[]) {
        Err(
            error @ (timeseries::Error::PeriodTooShort { .. }
            | timeseries::Error::InvalidSpan { .. }),
        ) => plan_err!("{function}: {error}"),
        _ => Ok(()),
    }
}

/// `stl`.
#[derive(Debug)]
pub(super) struct Decomposed;

/// MSTICPy's.
const SEASONAL: usize = 7;

impl Verb for Decomposed {
    const NAME: &'static str = "stl";
    const ARGUMENTS: &'static [(&'static str, &'static str)] = &[
        SERIES,
        ("period", "Points to the season: 24 for hours of a day."),
        (
            "seasonal",
            "Seasons that a season is smoothed over, an odd number; 7 by default.",
        ),
    ];
    const REQUIRED: usize = 2;
    const DESCRIPTION: &'static str =
        "The points of a series taken apart into season, trend and residual, robustly.";
    const EXAMPLE: &'static str =
        "SELECT host, stl(array_agg(bytes ORDER BY hour), 24) FROM traffic GROUP BY host";

    fn check(column: &DataType) -> std::result::Result<(), &'static str> {
        check_series(column)
    }

    fn returns(column: &DataType) -> DataType {
        kernels::stl_type(column)
    }

    fn call(&self, column: &dyn Array, constants: &[ScalarValue]) -> Result<ListArray> {
        let Some(period) = count(Self::NAME, "period", constants, 0)? else {
            return plan_err!("{}: `period` must not be null", Self::NAME);
        };
        let seasonal = count(Self::NAME, "seasonal", constants, 1)?.unwrap_or(SEASONAL);
        let stl = Stl::new(period).seasonal(Loess::new(seasonal)).robust(true);
        check_parameters(Self::NAME, &stl)?;
        kernels::stl(column, &stl, ONE_THREAD).map_err(failed)
    }
}

/// `anomalies`.
#[derive(Debug)]
pub(super) struct Scored(pub(super) Detector);

impl Verb for Scored {
    const NAME: &'static str = "anomalies";
    const ARGUMENTS: &'static [(&'static str, &'static str)] = &[
        SERIES,
        (
            "period",
            "Points to the season; found in each series if it is null or not given.",
        ),
        (
            "threshold",
            "The score from which on a point is an anomaly; 1 by default.",
        ),
    ];
    const REQUIRED: usize = 1;
    const DESCRIPTION: &'static str =
        "The points of a series with what was to be expected of them, and which are anomalies.";
    const EXAMPLE: &'static str =
        "SELECT host, anomalies(array_agg(bytes ORDER BY hour)) FROM traffic GROUP BY host";

    fn check(column: &DataType) -> std::result::Result<(), &'static str> {
        check_series(column)
    }

    fn returns(column: &DataType) -> DataType {
        kernels::anomalies_type(column)
    }

    fn call(&self, column: &dyn Array, constants: &[ScalarValue]) -> Result<ListArray> {
        let mut detector = self.0;
        if let Some(period) = count(Self::NAME, "period", constants, 0)? {
            check_parameters(Self::NAME, &Stl::new(period))?;
            detector = detector.period(period);
        }
        if let Some(threshold) = number(Self::NAME, "threshold", constants, 1)? {
            if threshold.is_nan() || threshold < 0.0 {
                return plan_err!("{}: `threshold` must not be negative", Self::NAME);
            }
            detector = detector.threshold(Threshold::symmetric(threshold));
        }
        kernels::anomalies(column, &Method::Detector(detector), ONE_THREAD).map_err(failed)
    }
}
