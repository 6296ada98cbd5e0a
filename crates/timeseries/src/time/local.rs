//! [`Local`]: clock readings without an offset, as instants.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

/// Instants that were written as a time zone's clocks showed them.
///
/// ```
/// use jiff::civil::date;
/// use jiff::tz::{self, TimeZone};
/// use timeseries::time::Local;
///
/// let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3")?;
/// let autumn = date(2024, 10, 27);
/// let local = Local::new([1, 2, 2, 3].map(|hour| autumn.at(hour, 0, 0, 0)), &zone);
/// let hours: Vec<_> = local.times.iter().map(|time| time.to_string()).collect();
/// assert_eq!(hours[1], "2024-10-27T00:00:00Z");
/// assert_eq!(hours[2], "2024-10-27T01:00:00Z");
/// assert_eq!(local.repeated, [1, 2]);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Local {
    /// The instant of each reading.
    pub times: Vec<Timestamp>,
    /// Readings that the clocks showed twice, as they were put back. Each is taken for the first
    /// of the two instants that lies after the row before, or for the first if neither does.
    pub repeated: Vec<usize>,
    /// Readings that the clocks never showed, as they were put forward. Each is taken for the
    /// instant that it would have been, had the clocks been left as they were.
    pub skipped: Vec<usize>,
    /// Readings beyond the years that instants have, taken for the first or last instant.
    pub out_of_range: Vec<usize>,
}

impl Local {
    /// Resolves readings of the zone's clocks, in the order in which they were written down.
    #[must_use]
    pub fn new(readings: impl IntoIterator<Item = DateTime>, zone: &TimeZone) -> Local {
        let mut local = Local::default();
        for (row, reading) in readings.into_iter().enumerate() {
            let time = local.resolve(row, reading, zone);
            local.times.push(time.unwrap_or_else(|| {
                local.out_of_range.push(row);
                if reading.year() < 0 {
                    Timestamp::MIN
                } else {
                    Timestamp::MAX
                }
            }));
        }
        local
    }

    fn resolve(&mut self, row: usize, reading: DateTime, zone: &TimeZone) -> Option<Timestamp> {
        let ambiguous = zone.to_ambiguous_timestamp(reading);
        match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => {}
            AmbiguousOffset::Gap { .. } => self.skipped.push(row),
            AmbiguousOffset::Fold { .. } => {
                self.repeated.push(row);
                let (earlier, later) = (ambiguous.earlier(), ambiguous.later());
                let (earlier, later) = (earlier.ok()?, later.ok()?);
                let passed = |time| self.times.last().is_some_and(|&last| time <= last);
                let second = passed(earlier) && !passed(later);
                return Some(if second { later } else { earlier });
            }
        }
        ambiguous.compatible().ok()
    }
}
