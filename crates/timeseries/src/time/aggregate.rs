//! [`Aggregate`]: what the rows of one bin make together.

/// What becomes of several rows in one bin, and of none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Aggregate {
    /// The mean of the values; nothing is known of an empty bin, which is NaN.
    #[default]
    Mean,
    /// The sum of the values; 0 in an empty bin.
    Sum,
    /// The largest value; an empty bin is NaN.
    Max,
    /// The smallest value; an empty bin is NaN.
    Min,
    /// The number of rows, whatever their values; 0 in an empty bin.
    Count,
}

impl Aggregate {
    /// The value of a bin without rows.
    pub(super) const fn of_nothing(self) -> f64 {
        match self {
            Aggregate::Sum | Aggregate::Count => 0.0,
            Aggregate::Mean | Aggregate::Max | Aggregate::Min => f64::NAN,
        }
    }

    /// The value of a bin with rows.
    ///
    /// NaN has no part in it unless there is nothing else, and an infinity stays one, so that no
    /// sum of two hides it. What exceeds the largest number is infinite too.
    pub(super) fn of(self, rows: &[f64]) -> f64 {
        let values = || rows.iter().copied().filter(|value| !value.is_nan());
        if self == Aggregate::Count {
            return rows.len() as f64;
        }
        if values().next().is_none() {
            return f64::NAN;
        }
        if let Some(infinite) = values().find(|value| value.is_infinite()) {
            return infinite;
        }
        match self {
            Aggregate::Mean => mean(values()),
            Aggregate::Sum | Aggregate::Count => values().sum(),
            Aggregate::Max => values().fold(f64::NAN, f64::max),
            Aggregate::Min => values().fold(f64::NAN, f64::min),
        }
    }
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    let sum: f64 = values.clone().sum();
    if sum.is_infinite() {
        values.map(|value| value / count).sum()
    } else {
        sum / count
    }
}
