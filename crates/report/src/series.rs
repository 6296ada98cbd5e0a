//! [`Series`]: what a chart shows.

/// A series over time with what was expected and what stands out, one number a point in each list.
///
/// Numbers that are not finite are missing; lists may be shorter than [`Series::times`], or empty.
/// Fields may be added: end a literal with `..Series::default()`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// What to call it; with several series, the key.
    pub title: String,
    /// When: milliseconds since 1970 in UTC, in rising order.
    pub times: Vec<i64>,
    /// Seconds to add to UTC for the clock that times are shown by.
    pub utc_offset: i32,
    /// What was measured.
    pub values: Vec<f64>,
    /// What was to be expected.
    pub baseline: Vec<f64>,
    /// Where values are ordinary.
    pub band: Option<Band>,
    /// How unusual each point is.
    pub scores: Vec<f64>,
    /// Beyond it (on either side) scores are anomalies; drawn as a line.
    pub threshold: Option<f64>,
    /// 1 a spike, -1 a dip, 0 neither.
    pub flags: Vec<i8>,
    /// Further numbers to tell where a pointer rests, with their names: trend, season, …
    pub details: Vec<(String, Vec<f64>)>,
    /// Stretches of time to be shaded.
    pub shades: Vec<Shade>,
    /// Moments to be marked by a line.
    pub moments: Vec<Moment>,
}

/// The lowest and the highest ordinary value at each point.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Band {
    /// Below are dips.
    pub low: Vec<f64>,
    /// Above are spikes.
    pub high: Vec<f64>,
}

/// A stretch of time, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shade {
    /// From when.
    pub start: i64,
    /// Until when.
    pub end: i64,
}

/// A moment with a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moment {
    /// When, in milliseconds since 1970.
    pub time: i64,
    /// What to write beside it.
    pub label: String,
}
