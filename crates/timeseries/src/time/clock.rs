//! [`Clock`]: what bins are counted on.

use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

const DAY: i128 = 86_400_000_000_000;

/// Time as a number of nanoseconds, elapsed or read off the wall.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    pub(super) zone: TimeZone,
    /// Whether the clock on the wall is read, which jumps where the zone does.
    pub(super) wall: bool,
}

impl Clock {
    /// What the clock shows at an instant, since its own 1970.
    pub(super) fn reading(&self, time: Timestamp) -> i128 {
        time.as_nanosecond() + if self.wall { self.offset(time) } else { 0 }
    }

    /// The instant at which the clock shows `reading`: the first one, if it shows it twice.
    pub(super) fn instant(&self, reading: i128) -> Timestamp {
        let utc = nearest(reading);
        if !self.wall {
            return utc;
        }
        let wall = Offset::UTC.to_datetime(utc);
        let instant = self.zone.to_ambiguous_timestamp(wall).compatible();
        instant.unwrap_or(utc)
    }

    /// What the clock shows at the midnight before an instant.
    pub(super) fn midnight(&self, time: Timestamp) -> i128 {
        let wall = time.as_nanosecond() + self.offset(time);
        self.reading(time) - wall.rem_euclid(DAY)
    }

    fn offset(&self, time: Timestamp) -> i128 {
        i128::from(self.zone.to_offset(time).seconds()) * 1_000_000_000
    }
}

/// The instant so many nanoseconds after 1970, or the last there is in that direction.
fn nearest(nanoseconds: i128) -> Timestamp {
    let (least, most) = (Timestamp::MIN, Timestamp::MAX);
    let held = nanoseconds.clamp(least.as_nanosecond(), most.as_nanosecond());
    Timestamp::from_nanosecond(held).unwrap_or(most)
}

/// A length of time of so many nanoseconds, or the longest there is.
pub(super) fn duration(nanoseconds: i128) -> SignedDuration {
    let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).unwrap_or(i64::MAX);
    let rest = nanoseconds.rem_euclid(1_000_000_000) as i32;
    SignedDuration::new(seconds, rest)
}
