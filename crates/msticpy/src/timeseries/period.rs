//! [`Period`]: a length of time in pandas' words.

use super::Error;
use std::str::FromStr;

/// A fixed length of time, longer than 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Period {
    nanoseconds: i64,
}

impl Period {
    /// The original's default.
    pub const HOUR: Period = Period {
        nanoseconds: 3_600_000_000_000,
    };

    /// A period of so many nanoseconds; `None` unless it is longer than 0.
    #[must_use]
    pub const fn from_nanoseconds(nanoseconds: i64) -> Option<Period> {
        if nanoseconds > 0 {
            Some(Period { nanoseconds })
        } else {
            None
        }
    }

    /// Its length.
    #[must_use]
    pub const fn nanoseconds(&self) -> i64 {
        self.nanoseconds
    }
}

impl Default for Period {
    fn default() -> Period {
        Period::HOUR
    }
}

impl FromStr for Period {
    type Err = Error;

    /// Reads pandas' designators of fixed length, such as `1h`, `30min`, `1D` or `1h30min`.
    ///
    /// Weeks, months and years are none: pandas anchors their bins to the calendar.
    fn from_str(text: &str) -> Result<Period, Error> {
        parse(text.trim()).ok_or_else(|| Error::Period {
            text: text.to_owned(),
        })
    }
}

fn parse(text: &str) -> Option<Period> {
    let mut total: i64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (count, tail) = rest.split_at_checked(digits)?;
        let end = tail
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(tail.len());
        let (name, tail) = tail.split_at_checked(end)?;
        let length = count.parse::<i64>().ok()?.checked_mul(unit(name.trim())?)?;
        total = total.checked_add(length)?;
        rest = tail;
    }
    Period::from_nanoseconds(total)
}

/// Nanoseconds of a unit, by the names that pandas 2 takes both for bins and for lengths.
fn unit(name: &str) -> Option<i64> {
    Some(match name {
        "D" | "d" => 86_400_000_000_000,
        "h" | "H" => 3_600_000_000_000,
        "min" | "T" => 60_000_000_000,
        "s" | "S" => 1_000_000_000,
        "ms" | "L" => 1_000_000,
        "us" | "U" => 1_000,
        "ns" | "N" => 1,
        _ => return None,
    })
}
