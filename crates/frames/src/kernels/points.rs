//! [`Points`]: what was found about the points of series, and the lists that tell of it.

use super::entries::addressable;
use super::parts::in_parts;
use super::series::{SeriesColumn, time_field};
use crate::Error;
use crate::views::Texts;
use arrow_array::{Array, ArrayRef, Float64Array, Int8Array, ListArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{DataType, Field, Fields};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

/// What is known of the points of one series: one number a point in each list, NaN where there is
/// none.
pub(super) struct Fit {
    pub(super) residual: Vec<f64>,
    pub(super) trend: Vec<f64>,
    pub(super) seasonal: Vec<f64>,
    pub(super) weights: Vec<f64>,
    pub(super) baseline: Vec<f64>,
    /// What stands out, if that was asked for.
    pub(super) scored: Option<Scored>,
}

/// Which points stand out.
pub(super) struct Scored {
    pub(super) scores: Vec<f64>,
    /// 1 for a spike, -1 for a dip, 0 otherwise.
    pub(super) flags: Vec<i8>,
}

/// The fields of a point; times of this type, if of any.
pub(super) fn fields(time: Option<&DataType>, scored: bool) -> Fields {
    let number = |name| Field::new(name, DataType::Float64, true);
    let mut fields: Vec<Field> = time.map(time_field).into_iter().collect();
    fields.extend(
        [
            "value", "residual", "trend", "seasonal", "weights", "baseline",
        ]
        .map(number),
    );
    if scored {
        fields.push(number("score"));
        fields.push(Field::new("anomalies", DataType::Int8, true));
    }
    fields.push(Field::new("problem", DataType::Utf8View, true));
    fields.into()
}

/// For each row the list of its points, taken apart by `fit`. Points of a series that cannot be
/// fitted have nothing but the reason.
pub(super) fn by_series(
    kernel: &'static str,
    column: SeriesColumn,
    scored: bool,
    threads: NonZeroUsize,
    fit: impl Fn(&[f64]) -> Result<Fit, timeseries::Error> + Sync,
) -> Result<ListArray, Error> {
    addressable(column.rows.iter().map(Range::len), kernel)?;
    let fields = fields(column.times.as_ref().map(Array::data_type), scored);
    let parts = in_parts(&column.rows, threads, |rows| {
        let mut points = Points::default();
        for row in rows {
            let values = column.values.get(row.clone()).unwrap_or_default();
            // A row without points is no series.
            if !values.is_empty() {
                points.push(values, fit(values));
            }
        }
        points
    });
    let mut points = Points::default();
    for part in parts {
        points.append(part);
    }
    let mut columns: Vec<ArrayRef> = column.times.into_iter().collect();
    columns.extend(points.finish(column.values, scored)?);
    let entries = StructArray::try_new(fields, columns, None)?;
    let offsets = OffsetBuffer::from_lengths(column.rows.iter().map(Range::len));
    let field = Field::new_list_field(entries.data_type().clone(), false);
    Ok(ListArray::try_new(
        Arc::new(field),
        offsets,
        Arc::new(entries),
        column.nulls,
    )?)
}

/// The points of several series.
#[derive(Default)]
struct Points {
    residual: Vec<f64>,
    trend: Vec<f64>,
    seasonal: Vec<f64>,
    weights: Vec<f64>,
    baseline: Vec<f64>,
    scores: Vec<f64>,
    flags: Vec<i8>,
    /// Why there is nothing about so many points, or nothing if there is.
    problems: Vec<(Option<String>, usize)>,
}

impl Points {
    fn push(&mut self, values: &[f64], fit: Result<Fit, timeseries::Error>) {
        let problem = match fit {
            Ok(fit) => {
                self.push_fit(fit);
                None
            }
            Err(error) => {
                self.push_nothing(values.len());
                Some(error.to_string())
            }
        };
        self.problems.push((problem, values.len()));
    }

    fn push_fit(&mut self, fit: Fit) {
        self.residual.extend(fit.residual);
        self.trend.extend(fit.trend);
        self.seasonal.extend(fit.seasonal);
        self.weights.extend(fit.weights);
        self.baseline.extend(fit.baseline);
        if let Some(scored) = fit.scored {
            self.scores.extend(scored.scores);
            self.flags.extend(scored.flags);
        }
    }

    fn push_nothing(&mut self, count: usize) {
        let nothing = || vec![f64::NAN; count];
        self.push_fit(Fit {
            residual: nothing(),
            trend: nothing(),
            seasonal: nothing(),
            weights: nothing(),
            baseline: nothing(),
            scored: Some(Scored {
                scores: nothing(),
                flags: vec![0; count],
            }),
        });
    }

    fn append(&mut self, mut other: Points) {
        self.residual.append(&mut other.residual);
        self.trend.append(&mut other.trend);
        self.seasonal.append(&mut other.seasonal);
        self.weights.append(&mut other.weights);
        self.baseline.append(&mut other.baseline);
        self.scores.append(&mut other.scores);
        self.flags.append(&mut other.flags);
        self.problems.append(&mut other.problems);
    }

    /// The columns of [`fields`], but for the times.
    fn finish(self, values: Vec<f64>, scored: bool) -> Result<Vec<ArrayRef>, Error> {
        let mut columns = vec![
            numbers(values),
            numbers(self.residual),
            numbers(self.trend),
            numbers(self.seasonal),
            numbers(self.weights),
            numbers(self.baseline),
        ];
        if scored {
            // A point without a score was not looked at.
            let flags = self.flags.into_iter().zip(&self.scores);
            let flags = flags.map(|(flag, score)| (!score.is_nan()).then_some(flag));
            let flags: Int8Array = flags.collect();
            columns.push(numbers(self.scores));
            columns.push(Arc::new(flags));
        }
        let mut problems = Texts::new("problem");
        for (problem, points) in &self.problems {
            problems.push_option_repeated(problem.as_ref(), *points)?;
        }
        columns.push(problems.finish());
        Ok(columns)
    }
}

/// Null where there is none.
fn numbers(values: Vec<f64>) -> ArrayRef {
    if values.iter().any(|value| value.is_nan()) {
        let known = values
            .iter()
            .map(|&value| (!value.is_nan()).then_some(value));
        return Arc::new(known.collect::<Float64Array>());
    }
    Arc::new(Float64Array::from(values))
}
