//! [`periods`]: anomalies that belong together.

use crate::anomaly::Anomaly;
use std::ops::Range;

/// The stretches of the series that anomalies cover, in order.
///
/// Two anomalies are in one period if at most `max_gap` ordinary points lie between them; 0 joins
/// neighbours only. Anomalies may come in any order.
///
/// ```
/// use timeseries::{Threshold, anomalies, periods};
///
/// let scores = [0.0, 5.0, 4.0, 0.0, 6.0, 0.0, 0.0, 0.0, 7.0];
/// let found = anomalies(&scores, Threshold::symmetric(3.0));
/// assert_eq!(periods(found, 1), [1..5, 8..9]);
/// ```
#[must_use]
pub fn periods(anomalies: impl IntoIterator<Item = Anomaly>, max_gap: usize) -> Vec<Range<usize>> {
    let mut indices: Vec<usize> = anomalies.into_iter().map(|anomaly| anomaly.index).collect();
    indices.sort_unstable();
    let mut periods: Vec<Range<usize>> = Vec::new();
    for index in indices {
        let end = index.saturating_add(1);
        match periods.last_mut() {
            Some(last) if index.saturating_sub(last.end) <= max_gap => last.end = end,
            _ => periods.push(index..end),
        }
    }
    periods
}
