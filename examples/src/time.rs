//! Points in time, as logs write them.

use std::fmt::{self, Display, Formatter};

use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;

/// A point in time, with the offset from UTC that it was written with, if it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Nanoseconds since 1970-01-01 00:00 UTC; without an offset, since then by the local clock.
    nanoseconds: i64,
    offset_seconds: Option<i32>,
}

/// Nanoseconds in a second.
const SECOND: i64 = 1_000_000_000;

impl Time {
    /// Reads RFC 3339, `Y-M-D`, `Y-M-D h:m[:s]`, or a number: seconds, milliseconds, microseconds or
    /// nanoseconds since 1970, whichever its size makes a date of our time.
    ///
    /// ```
    /// use chaffinch_examples::time::Time;
    ///
    /// let time = Time::parse("2020-07-10T18:00:00Z").unwrap();
    /// assert_eq!(time.to_string(), "2020-07-10 18:00:00+00:00");
    /// assert_eq!(Time::parse("1594404000"), Some(time));
    /// assert_eq!(Time::parse("1594404000000"), Some(time));
    /// assert_eq!(Time::parse("2020-07-10 18:00").unwrap().to_string(), "2020-07-10 18:00:00");
    /// assert_eq!(Time::parse("yesterday"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Time> {
        let text = text.trim();
        Time::epoch(text).or_else(|| Time::calendar(text))
    }

    /// Reads what is written as date and time, not as a number.
    #[must_use]
    pub fn calendar(text: &str) -> Option<Time> {
        let text = text.trim();
        if !text.contains('-') {
            return None;
        }
        let (civil, offset) = temporal(text).or_else(|| unpadded(text))?;
        Time::new(civil, offset)
    }

    /// Reads a count of some unit since 1970.
    #[must_use]
    pub fn epoch(text: &str) -> Option<Time> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let count: i64 = whole.parse().ok()?;
        // 1e11 seconds are the year 5138, 1e11 milliseconds the year 1973; and so on.
        let unit = match count.unsigned_abs() {
            0..100_000_000_000 => SECOND,
            100_000_000_000..100_000_000_000_000 => SECOND / 1_000,
            100_000_000_000_000..100_000_000_000_000_000 => SECOND / 1_000_000,
            _ => 1,
        };
        let rest = match fraction {
            "" => 0.0,
            digits => format!("0.{digits}").parse::<f64>().ok()?,
        };
        let rest = (rest * unit as f64) as i64;
        let rest = if whole.starts_with('-') { -rest } else { rest };
        let nanoseconds = count.checked_mul(unit)?.checked_add(rest)?;
        Some(Time {
            nanoseconds,
            offset_seconds: Some(0),
        })
    }

    fn new(civil: DateTime, offset: Option<Offset>) -> Option<Time> {
        let utc = offset.unwrap_or(Offset::UTC).to_timestamp(civil).ok()?;
        let nanoseconds = utc.as_nanosecond().try_into().ok()?;
        Some(Time {
            nanoseconds,
            offset_seconds: offset.map(Offset::seconds),
        })
    }

    /// Nanoseconds since 1970.
    #[must_use]
    pub fn nanoseconds(self) -> i64 {
        self.nanoseconds
    }

    /// Seconds to the east of UTC.
    #[must_use]
    pub fn offset_seconds(self) -> Option<i32> {
        self.offset_seconds
    }

    /// The time that is `nanoseconds` later, with the same offset.
    #[must_use]
    pub fn plus(self, nanoseconds: i64) -> Time {
        Time {
            nanoseconds: self.nanoseconds.saturating_add(nanoseconds),
            ..self
        }
    }

    /// The beginning of its hour, by UTC.
    #[must_use]
    pub fn hour(self) -> Time {
        let nanoseconds = self.nanoseconds - self.nanoseconds.rem_euclid(3600 * SECOND);
        Time {
            nanoseconds,
            ..self
        }
    }

    /// The time as RFC 3339 writes it in UTC: `2020-07-10T18:00:00Z`.
    #[must_use]
    pub fn to_utc(self) -> String {
        jiff::Timestamp::from_nanosecond(self.nanoseconds.into())
            .unwrap_or_default()
            .to_string()
    }
}

fn temporal(text: &str) -> Option<(DateTime, Option<Offset>)> {
    let pieces = Pieces::parse(text).ok()?;
    let time = pieces.time().unwrap_or(jiff::civil::Time::midnight());
    Some((pieces.date().to_datetime(time), pieces.to_numeric_offset()))
}

/// `2020-7-6 1:05`: the standards want two digits, logs do not always.
fn unpadded(text: &str) -> Option<(DateTime, Option<Offset>)> {
    let formats = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d"];
    let civil = formats
        .iter()
        .find_map(|format| DateTime::strptime(format, text).ok())?;
    Some((civil, None))
}

impl Display for Time {
    /// As pandas does: a space between date and time, digits of a second only where there are any.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let offset = Offset::from_seconds(self.offset_seconds.unwrap_or(0)).unwrap_or(Offset::UTC);
        let utc = jiff::Timestamp::from_nanosecond(self.nanoseconds.into()).unwrap_or_default();
        let civil = offset.to_datetime(utc);
        write!(f, "{}", civil.strftime("%Y-%m-%d %H:%M:%S"))?;
        match civil.subsec_nanosecond() {
            0 => {}
            nanoseconds if nanoseconds % 1000 == 0 => write!(f, ".{:06}", nanoseconds / 1000)?,
            nanoseconds => write!(f, ".{nanoseconds:09}")?,
        }
        match self.offset_seconds {
            None => Ok(()),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        for (text, shown) in [
            ("2020-07-06 00:00:00+00:00", "2020-07-06 00:00:00+00:00"),
            (
                "2020-07-06T00:00:00.5+02:00",
                "2020-07-06 00:00:00.500000+02:00",
            ),
            ("2020-07-06 00:00:00-03:30", "2020-07-06 00:00:00-03:30"),
            ("2020-07-06", "2020-07-06 00:00:00"),
            ("2020-7-6 1:05", "2020-07-06 01:05:00"),
            (
                "2020-07-06 01:05:07.000000001",
                "2020-07-06 01:05:07.000000001",
            ),
            ("1593993600.25", "2020-07-06 00:00:00.250000+00:00"),
            ("1593993600000000", "2020-07-06 00:00:00+00:00"),
            ("1593993600000000000", "2020-07-06 00:00:00+00:00"),
            ("-1.5", "1969-12-31 23:59:58.500000+00:00"),
        ] {
            assert_eq!(
                Time::parse(text).map(|time| time.to_string()).as_deref(),
                Some(shown),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "-",
            "2/10/19 3:21 PM",
            "21:06.9",
            "2020-13-01",
            "1e9",
            "nan",
            "99999999999999999999",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }
}
