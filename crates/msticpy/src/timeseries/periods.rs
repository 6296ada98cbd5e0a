//! [`extract_anomaly_periods`]: the stretches of time around anomalies.

use super::{Period, Timestamp};

/// A stretch of time, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeSpan {
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
}

/// Start and end of each period of anomalies, in order of time.
///
/// Times fall into bins of one `period`, counted from midnight before the first anomaly. A stretch
/// reaches from one period before its first bin to one after its last; bins up to two periods
/// apart belong to one stretch. With `pos_only` only flags of 1 count, else those of -1 too.
#[must_use]
pub fn extract_anomaly_periods(
    times: &[Timestamp],
    anomalies: &[i64],
    period: Period,
    pos_only: bool,
) -> Vec<(Timestamp, Timestamp)> {
    let flagged = |flag: i64| flag == 1 || (flag == -1 && !pos_only);
    let flagged = times
        .iter()
        .zip(anomalies)
        .filter(|&(_, &flag)| flagged(flag));
    let bins = bins(flagged.map(|(time, _)| *time).collect(), period);
    let mut stretches: Vec<(Timestamp, Timestamp)> = Vec::new();
    let mut previous: Option<Timestamp> = None;
    for bin in bins {
        let end = bin.plus(period, 1);
        match stretches.last_mut() {
            Some(stretch) if previous.is_some_and(|last| bin <= last.plus(period, 2)) => {
                stretch.1 = end;
            }
            _ => stretches.push((bin.plus(period, -1), end)),
        }
        previous = Some(bin);
    }
    stretches
}

/// As [`extract_anomaly_periods`], as [`TimeSpan`]s.
#[must_use]
pub fn find_anomaly_periods(
    times: &[Timestamp],
    anomalies: &[i64],
    period: Period,
    pos_only: bool,
) -> Vec<TimeSpan> {
    extract_anomaly_periods(times, anomalies, period, pos_only)
        .into_iter()
        .map(|(start, end)| TimeSpan { start, end })
        .collect()
}

/// The starts of the bins that hold at least one of the times.
fn bins(mut times: Vec<Timestamp>, period: Period) -> Vec<Timestamp> {
    times.sort_unstable();
    let Some(first) = times.first().copied() else {
        return times;
    };
    let origin = i128::from(first.nanoseconds()) - i128::from(first.since_midnight());
    let bin = |time: &mut Timestamp| {
        let into =
            (i128::from(time.nanoseconds()) - origin).rem_euclid(i128::from(period.nanoseconds()));
        let back = Period::from_nanoseconds(into as i64);
        let start = back.map_or(*time, |back| time.plus(back, -1));
        *time = start.shown_as(first);
    };
    times.iter_mut().for_each(bin);
    times.dedup();
    times
}

impl Timestamp {
    /// The same instant on the clock that `other` is shown on.
    fn shown_as(self, other: Timestamp) -> Timestamp {
        match other.offset() {
            Some(offset) => Timestamp::with_offset(self.nanoseconds(), offset),
            None => Timestamp::naive(self.nanoseconds()),
        }
    }
}
