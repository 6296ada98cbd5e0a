//! Events per hour, as a series.

use std::collections::BTreeMap;

use msticpy::timeseries::Timestamp;

use crate::error::Error;
use crate::row::Row;
use crate::series::{self, Series};
use crate::time;

/// Which column of a log says when something happened.
#[derive(Debug, Clone)]
pub struct Clock {
    column: String,
}

/// How many events fell into each hour.
#[derive(Debug, Clone, Default)]
pub struct Events(BTreeMap<i64, u64>);

const NAME: &str = "events per hour";
const HOUR: i64 = 3_600_000_000_000;
/// Hours of a century: one event of the year 1 must not make a series of millions of empty hours.
const LONGEST: i64 = 100 * 366 * 24;

impl Clock {
    /// The first column of these rows that holds times, if there is one.
    #[must_use]
    pub fn find<'r>(sample: &(impl Iterator<Item = &'r Row> + Clone)) -> Option<Clock> {
        series::time_column(sample).map(|column| Clock { column })
    }

    /// The hour of a time, as [`text`](Clock::text) has it.
    #[must_use]
    pub fn hour_of(text: &str) -> Option<Timestamp> {
        time::parse(text).map(time::hour)
    }

    /// When the row happened, as it says.
    #[must_use]
    pub fn text<'r>(&self, row: &'r Row) -> Option<&'r str> {
        let cell = row
            .all_cells()
            .find(|cell| cell.column == Some(&self.column))?;
        std::str::from_utf8(cell.bytes).ok()
    }
}

impl Events {
    /// Counts an event.
    pub fn add(&mut self, hour: Timestamp) {
        *self.0.entry(hour.nanoseconds()).or_default() += 1;
    }

    /// The counts of all hours from the first to the last; `None` if there are no events.
    pub fn series(&self) -> Result<Option<Series>, Error> {
        let (Some((&first, _)), Some((&last, _))) =
            (self.0.first_key_value(), self.0.last_key_value())
        else {
            return Ok(None);
        };
        let hours = last.saturating_sub(first) / HOUR;
        if hours > LONGEST {
            let reason = format!(
                "not counted: {hours} hours from the first to the last, at most {LONGEST} are"
            );
            return Err(Error::Series {
                place: NAME.to_owned(),
                reason,
            });
        }
        let hours = (0..=hours).map(|hour| first + hour * HOUR);
        let count = |hour: i64| self.0.get(&hour).copied().unwrap_or(0) as f64;
        Ok(Some(Series {
            name: NAME.to_owned(),
            times: hours.clone().map(Timestamp::utc).collect(),
            values: hours.map(count).collect(),
            ..Series::default()
        }))
    }
}
