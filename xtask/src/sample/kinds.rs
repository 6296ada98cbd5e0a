//! One hourly series for each kind of anomaly, which is planted in it once.
//!
//! All of it is whole numbers, so that the file is the same on every machine.

use std::ops::Range;

use super::rng::Rng;
use super::traffic::RHYTHM;
use super::{clock, csv};

const HOURS: u64 = 16 * 24;
/// The mean of a day, about.
const MIDDLE: i64 = 59_000;
/// Chances of an event in an hour of the series of counts, out of a hundred each.
const TRIES: u64 = 20;
const CHANCE: u64 = 5;

/// A kind of anomaly.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// "spike", "dip", or "both".
    pub(super) direction: &'static str,
    /// The hours in which it lasts.
    pub(super) hours: (u64, u64),
    /// What becomes of the usual value; nothing of one that is not there.
    change: fn(i64, &mut Rng) -> Option<i64>,
}

pub(super) const KINDS: [Kind; 8] = [
    // Another level for a day and a quarter.
    kind("level shift", "spike", (8 * 24 + 9, 30), |usual, _| {
        Some(usual + 20_000)
    }),
    // Two hours of much at night.
    kind("spike", "spike", (9 * 24 + 3, 2), |usual, _| {
        Some(usual + 38_000)
    }),
    // Three hours of little at noon.
    kind("dip", "dip", (10 * 24 + 11, 3), |usual, _| {
        Some(usual - 40_000)
    }),
    // A day as every other, but more so.
    kind(
        "changed amplitude",
        "both",
        (11 * 24 + 6, 24),
        |usual, _| Some(MIDDLE + 9 * (usual - MIDDLE) / 5),
    ),
    // Who counts is there, and what is counted is not.
    kind("missing stretch", "dip", (10 * 24 + 7, 9), |_, _| Some(0)),
    // Who counts is not there either.
    kind("gap", "none", (9 * 24 + 18, 10), |_, _| None),
    // Up and down for half a day.
    kind("burst", "both", (12 * 24 + 5, 12), |usual, rng| {
        let away = rng.between(12_000, 30_000) as i64;
        Some(if rng.below(2) == 0 {
            usual + away
        } else {
            usual - away
        })
    }),
    // One event an hour as a rule, and a dozen in each of four.
    kind(COUNTS, "spike", (11 * 24 + 20, 4), |_, rng| {
        Some(rng.between(9, 14) as i64)
    }),
];

const COUNTS: &str = "counts near zero";

const fn kind(
    name: &'static str,
    direction: &'static str,
    (first, len): (u64, u64),
    change: fn(i64, &mut Rng) -> Option<i64>,
) -> Kind {
    Kind {
        name,
        direction,
        hours: (first, first + len),
        change,
    }
}

impl Kind {
    pub(super) const fn hours(&self) -> Range<u64> {
        self.hours.0..self.hours.1
    }

    fn value(&self, rng: &mut Rng, hour: u64, rhythm: u64) -> Option<i64> {
        let usual = if self.name == COUNTS {
            let events = (0..TRIES).filter(|_| rng.below(100) < CHANCE);
            events.count() as i64
        } else {
            // The sum of four is as good as normal.
            let noise: u64 = (0..4).map(|_| rng.below(1_500)).sum();
            (rhythm * 1_000 + noise) as i64
        };
        if self.hours().contains(&hour) {
            (self.change)(usual, rng).map(|value| value.max(0))
        } else {
            Some(usual)
        }
    }
}

/// The file: series after series.
pub(super) fn csv(seed: u64) -> String {
    let mut out = String::new();
    csv::write_row(&mut out, ["TimeGenerated", "Kind", "Value"].map(Some));
    for (number, kind) in KINDS.iter().enumerate() {
        // A stream of its own for each, so that the one does not move the other.
        let mut rng = Rng::new(seed.rotate_left(32) ^ number as u64);
        for (hour, &rhythm) in (0..HOURS).zip(RHYTHM.iter().cycle()) {
            if let Some(value) = kind.value(&mut rng, hour, rhythm) {
                let (time, value) = (clock::time(hour, 0), value.to_string());
                csv::write_row(&mut out, [&time, kind.name, &value].map(Some));
            }
        }
    }
    out
}
