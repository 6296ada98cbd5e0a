//! Points in time, as logs write them, read into pandas-like [`Timestamp`]s.

use jiff::civil::DateTime;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use msticpy::timeseries::Timestamp;

/// Nanoseconds in a second.
const SECOND: i64 = 1_000_000_000;

/// Reads RFC 3339, `Y-M-D`, `Y-M-D h:m[:s]`, or a number: seconds, milliseconds, microseconds or
/// nanoseconds since 1970, whichever its size makes a date of our time.
///
/// ```
/// use chaffinch_examples::time;
///
/// let moment = time::parse("2020-07-10T18:00:00Z").unwrap();
/// assert_eq!(moment.to_string(), "2020-07-10 18:00:00+00:00");
/// assert_eq!(time::parse("1594404000"), Some(moment));
/// assert_eq!(time::parse("1594404000000"), Some(moment));
/// assert_eq!(time::parse("2020-07-10 18:00").unwrap().to_string(), "2020-07-10 18:00:00");
/// assert_eq!(time::parse("yesterday"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    epoch(text).or_else(|| calendar(text))
}

/// Reads what is written as date and time, not as a number.
#[must_use]
pub fn calendar(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if !text.contains('-') {
        return None;
    }
    let (clock, offset) = temporal(text).or_else(|| unpadded(text))?;
    let instant = offset.unwrap_or(Offset::UTC).to_timestamp(clock).ok()?;
    let nanoseconds = instant.as_nanosecond().try_into().ok()?;
    Some(match offset {
        Some(offset) => Timestamp::with_offset(nanoseconds, offset.seconds()),
        None => Timestamp::naive(nanoseconds),
    })
}

/// Reads a count of some unit since 1970.
#[must_use]
pub fn epoch(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
    let count: i64 = whole.parse().ok()?;
    // 1e11 seconds are the year 5138, 1e11 milliseconds the year 1973; and so on.
    let unit = match count.unsigned_abs() {
        0..100_000_000_000 => SECOND,
        100_000_000_000..100_000_000_000_000 => SECOND / 1_000,
        100_000_000_000_000..100_000_000_000_000_000 => SECOND / 1_000_000,
        _ => 1,
    };
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = (format!("0.{fraction}").parse::<f64>().ok()? * unit as f64) as i64;
    let part = if whole.starts_with('-') { -part } else { part };
    Some(Timestamp::utc(count.checked_mul(unit)?.checked_add(part)?))
}

/// The beginning of the hour of `time`, by UTC.
#[must_use]
pub fn hour(time: Timestamp) -> Timestamp {
    let hour = 3600 * SECOND;
    let nanoseconds = time.nanoseconds().div_euclid(hour).saturating_mul(hour);
    Timestamp::utc(nanoseconds)
}

/// The time as RFC 3339 writes it in UTC: `2020-07-10T18:00:00Z`.
#[must_use]
pub fn rfc3339(time: Timestamp) -> String {
    instant(time).to_string()
}

/// The time as the library counts it.
#[must_use]
pub fn instant(time: Timestamp) -> jiff::Timestamp {
    // Every count of nanoseconds in 64 bits is within the calendar.
    jiff::Timestamp::from_nanosecond(time.nanoseconds().into()).unwrap_or_default()
}

fn temporal(text: &str) -> Option<(DateTime, Option<Offset>)> {
    let pieces = Pieces::parse(text).ok()?;
    let time = pieces.time().unwrap_or(jiff::civil::Time::midnight());
    Some((pieces.date().to_datetime(time), pieces.to_numeric_offset()))
}

/// `2020-7-6 1:05`: the standards want two digits, logs do not always.
fn unpadded(text: &str) -> Option<(DateTime, Option<Offset>)> {
    let formats = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    let clock = formats
        .iter()
        .find_map(|format| DateTime::strptime(format, text).ok())?;
    Some((clock, None))
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
            let parsed = parse(text).map(|time| time.to_string());
            assert_eq!(parsed.as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        let none = [
            "",
            "-",
            "2/10/19 3:21 PM",
            "21:06.9",
            "2020-13-01",
            "1e9",
            "1.e9",
            "nan",
        ];
        for text in none.into_iter().chain(["99999999999999999999"]) {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
