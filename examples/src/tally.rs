//! How often each indicator was seen: the summary for people at the end of a hunt.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::{self, Display, Formatter};

use crate::printable::Printable;
use crate::record::indicator::IndicatorRecord;

/// Counts of indicators by type and value.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    seen: BTreeMap<(String, String), Count>,
    total: usize,
    uncounted: usize,
}

/// One indicator somewhere.
#[derive(Debug, Clone)]
pub struct Sighting {
    kind: String,
    value: String,
    row: usize,
    hidden: bool,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    times: usize,
    first_row: usize,
    hidden: bool,
}

/// Different values that are held.
const CAPACITY: usize = 100_000;
/// Values of one type that are shown.
const SHOWN: usize = 15;

impl Sighting {
    /// The sighting of `record`, hidden in a payload or in plain sight.
    #[must_use]
    pub fn new(record: &IndicatorRecord<'_>, hidden: bool) -> Sighting {
        Sighting {
            kind: record.kind.to_string(),
            value: record.value.to_string(),
            row: record.row,
            hidden,
        }
    }
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, sighting: Sighting) {
        self.total += 1;
        let full = self.seen.len() >= CAPACITY;
        match self.seen.entry((sighting.kind, sighting.value)) {
            Entry::Occupied(mut known) => {
                known.get_mut().times += 1;
                known.get_mut().hidden |= sighting.hidden;
            }
            Entry::Vacant(_) if full => self.uncounted += 1,
            Entry::Vacant(new) => {
                new.insert(Count {
                    times: 1,
                    first_row: sighting.row,
                    hidden: sighting.hidden,
                });
            }
        }
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Different ones.
    #[must_use]
    pub fn different(&self) -> usize {
        self.seen.len()
    }

    fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = self.seen.keys().map(|(kind, _)| kind.as_str()).collect();
        kinds.dedup();
        kinds
    }

    /// The values of one type, the hidden ones first, then the rare ones: those are worth a look.
    fn of_kind(&self, kind: &str) -> Vec<(&str, Count)> {
        let own = self.seen.iter().filter(|((own, _), _)| own == kind);
        let mut values: Vec<_> = own
            .map(|((_, value), count)| (value.as_str(), *count))
            .collect();
        values.sort_by_key(|(_, count)| (!count.hidden, count.times, count.first_row));
        values
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for kind in self.kinds() {
            let values = self.of_kind(kind);
            writeln!(f, "  {kind} ({} different)", values.len())?;
            for (
                value,
                Count {
                    times,
                    first_row,
                    hidden,
                },
            ) in values.iter().take(SHOWN)
            {
                let hidden = if *hidden { "  hidden in a payload" } else { "" };
                writeln!(
                    f,
                    "    {times:>5} x  {}  first in row {first_row}{hidden}",
                    Printable(value)
                )?;
            }
            if values.len() > SHOWN {
                writeln!(
                    f,
                    "          … {} more: --format jsonl prints them all",
                    values.len() - SHOWN
                )?;
            }
        }
        if self.uncounted > 0 {
            writeln!(
                f,
                "  and {} more, beyond the {CAPACITY} different ones that are counted",
                self.uncounted
            )?;
        }
        Ok(())
    }
}
