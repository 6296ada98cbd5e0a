//! [`Sighted`]: the different indicators, each with how often and where it was seen.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;

use crate::event::{Event, Indicator};
use crate::limits::Limits;

/// The different indicators, in the order in which they were first seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sighted {
    pub(crate) all: Vec<Sighting>,
    /// By type and value.
    numbers: HashMap<Cow<'static, str>, HashMap<String, usize>>,
    /// Seen in all, and those of them for which there was no room.
    pub(crate) total: u64,
    pub(crate) left_out: u64,
}

/// One indicator with all its places.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Sighting {
    pub(crate) kind: Cow<'static, str>,
    pub(crate) value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    defanged: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    flags: Vec<Cow<'static, str>>,
    confidence: f32,
    count: u64,
    /// How many of those lie in payloads.
    #[serde(skip_serializing_if = "zero")]
    hidden: u64,
    rows: Vec<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chains: Vec<String>,
}

impl Sighted {
    /// Counts an indicator of `event`; its number, if there was room for it.
    pub(crate) fn add(
        &mut self,
        event: &Event,
        found: &Indicator,
        limits: &Limits,
    ) -> Option<usize> {
        let number = self.number(found, limits.indicators);
        if let Some(sighting) = number.and_then(|at| self.all.get_mut(at)) {
            sighting.describe(event, found, limits.places);
        }
        self.add_again(number, event.row, found.payload.is_some(), limits);
        number
    }

    /// Counts one more of those with this number.
    pub(crate) fn add_again(
        &mut self,
        number: Option<usize>,
        row: u64,
        hidden: bool,
        limits: &Limits,
    ) {
        self.total += 1;
        match number.and_then(|at| self.all.get_mut(at)) {
            Some(sighting) => sighting.see(row, hidden, limits.places),
            None => self.left_out += 1,
        }
    }

    fn number(&mut self, found: &Indicator, most: usize) -> Option<usize> {
        let known = self.numbers.get(&found.kind);
        if let Some(number) = known.and_then(|kind| kind.get(found.value.as_str())) {
            return Some(*number);
        }
        let number = self.all.len();
        if number >= most {
            return None;
        }
        let kind = self.numbers.entry(found.kind.clone()).or_default();
        kind.insert(found.value.clone(), number);
        self.all.push(Sighting {
            kind: found.kind.clone(),
            value: found.value.clone(),
            defanged: found
                .defanged
                .clone()
                .filter(|defanged| *defanged != found.value),
            flags: Vec::new(),
            confidence: 0.0,
            count: 0,
            hidden: 0,
            rows: Vec::new(),
            chains: Vec::new(),
        });
        Some(number)
    }
}

impl Sighting {
    fn see(&mut self, row: u64, hidden: bool, places: usize) {
        self.count += 1;
        self.hidden += u64::from(hidden);
        if self.rows.len() < places && self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
    }

    fn describe(&mut self, event: &Event, found: &Indicator, places: usize) {
        self.confidence = self.confidence.max(found.confidence);
        for flag in &found.flags {
            if !self.flags.contains(flag) {
                self.flags.push(flag.clone());
            }
        }
        let payload = found.payload.and_then(|at| event.payloads.get(at));
        let Some(payload) = payload else { return };
        if self.chains.len() < places {
            let chain = payload.chain.join(" > ");
            if !self.chains.contains(&chain) {
                self.chains.push(chain);
            }
        }
    }
}

/// What is empty takes no room in the page.
fn zero(count: &u64) -> bool {
    *count == 0
}
