//! What a hunt amounts to.

use std::fmt::{self, Display, Formatter};
use std::sync::{Arc, OnceLock};

use msticpy::timeseries::Timestamp;

use crate::events::Events;
use crate::tally::{Sighting, Tally};

/// What a row adds to the summary.
#[derive(Debug, Clone)]
pub enum Extra {
    /// It was searched, and happened in this hour.
    Row(Option<Timestamp>),
    /// It has a cell in which something was found.
    Cell {
        /// The row.
        row: usize,
        /// When it happened, as it says.
        time: Option<Arc<str>>,
        /// What was found; equal cells share it.
        found: Arc<Found>,
    },
}

/// What was found in a cell, or in all that are equal to it.
#[derive(Debug, Default)]
pub struct Found {
    /// How many payloads.
    pub payloads: usize,
    /// Indicators, if they are to be counted.
    pub sightings: Vec<Sighting>,
    /// All of it for the report, if there will be one.
    pub event: Option<report::Event>,
    /// Known from the first time that it was added.
    counted: OnceLock<Counted>,
}

/// Where what was found is counted.
#[derive(Debug)]
struct Counted {
    sightings: Vec<Option<usize>>,
    event: Option<report::Known>,
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
            Extra::Row(hour) => {
                self.log.rows += 1;
                if let Some(hour) = hour {
                    self.events.add(hour);
                }
            }
            Extra::Cell { row, time, found } => {
                self.payloads += found.payloads;
                match found.counted.get() {
                    Some(counted) => self.again(row, time.as_deref(), counted),
                    None => {
                        let counted = self.first(row, &found);
                        found.counted.get_or_init(|| counted);
                    }
                }
            }
        }
    }

    fn first(&mut self, row: usize, found: &Found) -> Counted {
        let sightings = found.sightings.iter();
        Counted {
            sightings: sightings.map(|one| self.tally.add(one, row)).collect(),
            event: found
                .event
                .as_ref()
                .map(|event| self.log.events.push(event)),
        }
    }

    fn again(&mut self, row: usize, time: Option<&str>, counted: &Counted) {
        for &number in &counted.sightings {
            self.tally.add_again(number);
        }
        if let Some(known) = &counted.event {
            self.log.events.push_again(known, row as u64, time);
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
