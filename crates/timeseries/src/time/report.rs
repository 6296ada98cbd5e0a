//! [`Report`]: what was not as a grid has it.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use std::ops::Range;

/// Everything in which the rows differ from one finite value at each step, in order.
///
/// Rows and bins are counted from 0, rows in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Rows earlier than the row before them. They were sorted.
    pub out_of_order: Vec<usize>,
    /// Times that more than one row has. The rows were aggregated.
    pub duplicates: Vec<Duplicate>,
    /// Rows whose time is not the start of a bin.
    pub off_grid: Vec<usize>,
    /// Bins without rows.
    pub gaps: Vec<Range<usize>>,
    /// Rows whose value is a NaN or an infinity. NaN has no part in its bin.
    pub not_finite: Vec<usize>,
    /// Bins whose finite values sum to more than the largest number, at which they are held.
    pub overflowed: Vec<usize>,
    /// Where the clocks of the time zone were changed, between the first row and the last.
    pub jumps: Vec<Jump>,
}

/// Rows with one time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Duplicate {
    /// The time.
    pub time: Timestamp,
    /// The rows.
    pub rows: Vec<usize>,
}

/// A change of the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Jump {
    /// The first instant after the change.
    pub time: Timestamp,
    /// The bin that holds it.
    pub bin: usize,
    /// How far the clocks were put forward; negative for back.
    pub forward: SignedDuration,
}

impl Report {
    /// Whether nothing is reported.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        *self == Report::default()
    }
}

/// Each change of the clocks after `from` and not after `to`, and its offset in seconds.
pub(super) fn changes(
    zone: &TimeZone,
    from: Timestamp,
    to: Timestamp,
) -> impl Iterator<Item = (Timestamp, SignedDuration)> {
    let mut offset: Offset = zone.to_offset(from);
    zone.following(from)
        .take_while(move |change| change.timestamp() <= to)
        .filter_map(move |change| {
            let before = std::mem::replace(&mut offset, change.offset());
            // Some zones change nothing but their name.
            let forward = change.offset().seconds() - before.seconds();
            (forward != 0).then(|| {
                let forward = SignedDuration::from_secs(forward.into());
                (change.timestamp(), forward)
            })
        })
}
