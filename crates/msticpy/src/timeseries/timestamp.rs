//! [`Timestamp`]: a time as pandas holds and prints it.

use super::{Error, Period};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use std::fmt;
use std::str::FromStr;

/// Nanoseconds since 1970, with a fixed offset from UTC or none (a wall clock somewhere).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    /// Of the instant; of the wall clock's reading, taken for UTC, if the offset is not known.
    nanoseconds: i64,
    /// Seconds east of UTC.
    offset: Option<i32>,
}

impl Timestamp {
    /// An instant, shown in UTC.
    #[must_use]
    pub const fn utc(nanoseconds: i64) -> Timestamp {
        Timestamp {
            nanoseconds,
            offset: Some(0),
        }
    }

    /// An instant, shown at `seconds` east of UTC. Offsets beyond a day are held there.
    #[must_use]
    pub fn with_offset(nanoseconds: i64, seconds: i32) -> Timestamp {
        Timestamp {
            nanoseconds,
            offset: Some(seconds.clamp(-86_399, 86_399)),
        }
    }

    /// A wall clock's reading without a place, in nanoseconds since its own 1970.
    #[must_use]
    pub const fn naive(nanoseconds: i64) -> Timestamp {
        Timestamp {
            nanoseconds,
            offset: None,
        }
    }

    /// Nanoseconds since 1970.
    #[must_use]
    pub const fn nanoseconds(&self) -> i64 {
        self.nanoseconds
    }

    /// Seconds east of UTC; `None` for a naive time.
    #[must_use]
    pub const fn offset(&self) -> Option<i32> {
        self.offset
    }

    /// The time `count` periods later; times end where 64 bits do, in 1677 and 2262.
    #[must_use]
    pub fn plus(&self, period: Period, count: i64) -> Timestamp {
        let step = period.nanoseconds().saturating_mul(count);
        Timestamp {
            nanoseconds: self.nanoseconds.saturating_add(step),
            ..*self
        }
    }

    /// Nanoseconds from the start of its day on its own clock.
    pub(super) fn since_midnight(&self) -> i64 {
        const DAY: i128 = 86_400_000_000_000;
        (self.wall_clock()).rem_euclid(DAY) as i64
    }

    /// Nanoseconds since 1970 that its own clock shows.
    fn wall_clock(&self) -> i128 {
        let offset = i128::from(self.offset.unwrap_or(0)) * 1_000_000_000;
        i128::from(self.nanoseconds) + offset
    }
}

impl fmt::Display for Timestamp {
    /// As `str()` of a pandas `Timestamp`: `2020-07-06 00:00:00[.ffffff[fff]][+00:00]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = jiff::Timestamp::from_nanosecond(self.wall_clock()).unwrap_or_default();
        let clock = Offset::UTC.to_datetime(clock);
        write!(f, "{}", clock.strftime("%Y-%m-%d %H:%M:%S"))?;
        match clock.subsec_nanosecond() {
            0 => {}
            fraction if fraction % 1000 == 0 => write!(f, ".{:06}", fraction / 1000)?,
            fraction => write!(f, ".{fraction:09}")?,
        }
        let Some(offset) = self.offset else {
            return Ok(());
        };
        let sign = if offset < 0 { '-' } else { '+' };
        let (minutes, seconds) = (offset.abs() / 60, offset.abs() % 60);
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)?;
        if seconds == 0 {
            Ok(())
        } else {
            write!(f, ":{seconds:02}")
        }
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    /// Reads what [`Display`](fmt::Display) prints, ISO 8601 and RFC 3339.
    fn from_str(text: &str) -> Result<Timestamp, Error> {
        parse(text.trim()).ok_or_else(|| Error::Timestamp {
            text: text.to_owned(),
        })
    }
}

fn parse(text: &str) -> Option<Timestamp> {
    let (clock, offset) = split_offset(text)?;
    let clock: DateTime = clock.parse().ok()?;
    let reading = Offset::UTC.to_timestamp(clock).ok()?.as_nanosecond();
    let shift = i128::from(offset.unwrap_or(0)) * 1_000_000_000;
    let nanoseconds = i64::try_from(reading - shift).ok()?;
    Some(Timestamp {
        nanoseconds,
        offset,
    })
}

/// The clock's reading, and the seconds of `Z`, `+hh`, `+hhmm`, `+hh:mm` or `+hh:mm:ss` after it.
fn split_offset(text: &str) -> Option<(&str, Option<i32>)> {
    if let Some(clock) = text.strip_suffix(['Z', 'z']) {
        return Some((clock.trim_end(), Some(0)));
    }
    // A sign before the time of day belongs to the date.
    let time = text.find([':', 'T', ' '])?;
    let Some((at, sign)) = text
        .char_indices()
        .skip_while(|&(i, _)| i < time)
        .find(is_sign)
    else {
        return Some((text, None));
    };
    let (clock, offset) = text.split_at_checked(at)?;
    let digits: String = offset.chars().skip(1).filter(|&c| c != ':').collect();
    if !matches!(digits.len(), 2 | 4 | 6) || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let part = |at: usize| {
        digits
            .get(at..at + 2)
            .map_or(Some(0), |part| part.parse::<i32>().ok())
    };
    let (hours, minutes, seconds) = (part(0)?, part(2)?, part(4)?);
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let offset = hours * 3600 + minutes * 60 + seconds;
    Some((
        clock.trim_end(),
        Some(if sign == '-' { -offset } else { offset }),
    ))
}

fn is_sign(&(_, c): &(usize, char)) -> bool {
    matches!(c, '+' | '-')
}
