//! One point of a series, as `anomalies` prints it.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::Record;
use super::shape::{Field, real, text, whole};

/// A point with its decomposition and score.
///
/// The numbers are [`serde_json::Number`]s because MSTICPy's are integers where ours are not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnomalyRecord {
    /// When.
    pub time: String,
    /// What was measured.
    pub value: serde_json::Number,
    /// `value - seasonal - trend`.
    pub residual: serde_json::Number,
    /// The slow part.
    pub trend: serde_json::Number,
    /// The part that comes back.
    pub seasonal: serde_json::Number,
    /// How much the point counted in a robust fit, 0 to 1.
    pub weights: serde_json::Number,
    /// `seasonal + trend`: what was to be expected.
    pub baseline: serde_json::Number,
    /// Of the residual; null where MSTICPy's is not a number.
    pub score: Option<f64>,
    /// 1 a spike, -1 a dip, 0 neither.
    pub anomalies: i64,
}

impl Record for AnomalyRecord {
    const FIELDS: &'static [Field] = &[
        text("time"),
        real("value"),
        real("residual"),
        real("trend"),
        real("seasonal"),
        real("weights"),
        real("baseline"),
        real("score"),
        whole("anomalies"),
    ];
}

impl Display for AnomalyRecord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let what = match self.anomalies {
            0 => "",
            1.. => "spike",
            _ => "dip",
        };
        let score = self
            .score
            .map_or("-".to_owned(), |score| format!("{score:.3}"));
        let baseline = self.baseline.as_f64().unwrap_or_default();
        writeln!(
            f,
            "{what:<6}  {}  value {}, expected {baseline:.1}, score {score}",
            self.time, self.value
        )
    }
}
