//! What a hunt amounts to.

use std::fmt::{self, Display, Formatter};

use msticpy::timeseries::Timestamp;

use crate::events::Events;
use crate::tally::{Sighting, Tally};

/// What a row adds to the summary.
#[derive(Debug, Clone)]
pub enum Extra {
    /// It happened in this hour.
    Event(Timestamp),
    /// It holds a payload.
    Payload,
    /// It holds an indicator.
    Indicator(Sighting),
    /// It was searched.
    Row,
    /// What was found in one of its cells, for the report.
    Reported(Box<report::Event>),
}

/// The sums.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// When things happened.
    pub events: Events,
    /// What the report will show of the rows.
    pub log: report::Log,
    payloads: usize,
    tally: Tally,
}

impl Summary {
    /// Adds one thing.
    pub fn add(&mut self, extra: Extra) {
        match extra {
            Extra::Event(hour) => self.events.add(hour),
            Extra::Payload => self.payloads += 1,
            Extra::Indicator(sighting) => self.tally.add(sighting),
            Extra::Row => self.log.rows += 1,
            Extra::Reported(event) => self.log.events.push(&event),
        }
    }
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (payloads, total, different) =
            (self.payloads, self.tally.total(), self.tally.different());
        writeln!(
            f,
            "\n{payloads} encoded payloads, {total} indicators in them and in plain sight, {different} different ones"
        )?;
        write!(f, "{}", self.tally)
    }
}
