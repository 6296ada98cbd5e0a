//! How often each indicator was seen: the summary for people at the end of a hunt.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use crate::printable::Printable;
use crate::record::indicator::IndicatorRecord;

/// Counts of indicators by type and value.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    numbers: BTreeMap<String, BTreeMap<String, usize>>,
    counts: Vec<Count>,
    total: usize,
    uncounted: usize,
}

/// One indicator somewhere.
#[derive(Debug, Clone)]
pub struct Sighting {
    kind: String,
    value: String,
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
            hidden,
        }
    }
}

impl Tally {
    /// Counts one more, seen in `row`. The number that comes back counts further ones
    /// [again](Tally::add_again); `None` if there was no room for it.
    pub fn add(&mut self, sighting: &Sighting, row: usize) -> Option<usize> {
        let number = self.number(sighting, row);
        if let Some(count) = number.and_then(|number| self.counts.get_mut(number)) {
            count.hidden |= sighting.hidden;
        }
        self.add_again(number);
        number
    }

    /// Counts one more like one that was added.
    pub fn add_again(&mut self, number: Option<usize>) {
        self.total += 1;
        match number.and_then(|number| self.counts.get_mut(number)) {
            Some(count) => count.times += 1,
            None => self.uncounted += 1,
        }
    }

    fn number(&mut self, sighting: &Sighting, row: usize) -> Option<usize> {
        let known = self.numbers.get(&sighting.kind);
        if let Some(number) = known.and_then(|kind| kind.get(&sighting.value)) {
            return Some(*number);
        }
        let number = self.counts.len();
        if number >= CAPACITY {
            return None;
        }
        let kind = self.numbers.entry(sighting.kind.clone()).or_default();
        kind.insert(sighting.value.clone(), number);
        self.counts.push(Count {
            times: 0,
            first_row: row,
            hidden: false,
        });
        Some(number)
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// Different ones.
    #[must_use]
    pub fn different(&self) -> usize {
        self.counts.len()
    }

    /// The values of one type, the hidden ones first, then the rare ones: those are worth a look.
    fn sorted<'t>(&self, kind: &'t BTreeMap<String, usize>) -> Vec<(&'t str, Count)> {
        let counted = kind.iter().filter_map(|(value, &number)| {
            let count = self.counts.get(number)?;
            Some((value.as_str(), *count))
        });
        let mut values: Vec<_> = counted.collect();
        values.sort_by_key(|(_, count)| (!count.hidden, count.times, count.first_row));
        values
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (kind, values) in &self.numbers {
            let values = self.sorted(values);
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
