//! The hours of the sample data.

/// The data begin at midnight of a Monday.
const FIRST_DAY: u64 = 2;

/// The moment that many seconds into an hour, counted from the beginning of the data.
///
/// The data end well before the month does, so that a day is a number and no calendar is needed.
pub(super) fn time(hour: u64, second: u64) -> String {
    let (day, hour) = (FIRST_DAY + hour / 24, hour % 24);
    format!(
        "2026-03-{day:02}T{hour:02}:{:02}:{:02}Z",
        second / 60,
        second % 60
    )
}
