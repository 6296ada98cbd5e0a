//! [`Events`]: all events of a log, equal ones together.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::event::Event;
use crate::limits::Limits;
use crate::rating::{Level, Rating};
use crate::sighted::Sighted;
use crate::view::Shown;

/// The events of a log.
///
/// Events with the same column and text count as one that was seen several times; what was found in the
/// first stands for all. Everything is counted; how much is kept to be shown, the [`Limits`] say, so
/// that a log of any length can be pushed through in bounded memory.
///
/// ```
/// use report::{Event, Events};
///
/// let row = |row| Event { row, text: "ping 203.0.113.9".into(), ..Event::default() };
/// let events: Events = (0..1000).map(row).collect();
/// assert_eq!((events.total(), events.shown(), events.left_out()), (1000, 1, 0));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Events {
    limits: Limits,
    pub(crate) groups: Vec<Shown>,
    /// By the hash of column and text, whose key nobody knows.
    known: HashMap<u64, usize>,
    hasher: RandomState,
    pub(crate) sighted: Sighted,
    weight: usize,
    pub(crate) totals: Totals,
}

/// What is counted of all events, kept or not.
#[derive(Debug, Clone, Copy, Default, serde::Serialize)]
pub(crate) struct Totals {
    pub(crate) events: u64,
    pub(crate) left_out: u64,
    pub(crate) with_payloads: u64,
    pub(crate) payloads: u64,
    pub(crate) deepest: usize,
    pub(crate) problems: u64,
    /// By level, the least first.
    pub(crate) levels: [u64; Level::ALL.len()],
}

impl Events {
    /// None yet; they will be kept within `limits`.
    #[must_use]
    pub fn within(limits: Limits) -> Events {
        Events {
            limits,
            ..Events::default()
        }
    }

    /// Adds one.
    pub fn push(&mut self, event: &Event) {
        let numbers: Vec<_> = event
            .indicators
            .iter()
            .map(|found| self.sighted.add(event, found, &self.limits))
            .collect();
        let rating = event.rating.clone().unwrap_or_else(|| Rating::of(event));
        self.totals.add(event, rating.level);
        let hash = self.hasher.hash_one((&event.column, &event.text));
        let places = self.limits.places;
        if let Some(same) = self.same(hash, event) {
            return same.see(event, places);
        }
        if !self.has_room(event) {
            self.totals.left_out += 1;
            return;
        }
        let mut shown = Shown::new(event, rating, &numbers, &self.limits);
        shown.see(event, places);
        self.weight += shown.weight();
        self.known.insert(hash, self.groups.len());
        self.groups.push(shown);
    }

    fn same(&mut self, hash: u64, event: &Event) -> Option<&mut Shown> {
        let at = *self.known.get(&hash)?;
        self.groups.get_mut(at).filter(|same| same.is(event))
    }

    /// What is in plain sight only must not take the room of what is hidden.
    fn has_room(&self, event: &Event) -> bool {
        let share = if event.payloads.is_empty() { 2 } else { 1 };
        self.groups.len() < self.limits.events / share && self.weight < self.limits.bytes / share
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.totals.events
    }

    /// Different ones that a page shows.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.groups.len()
    }

    /// Those for which there was no room.
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.totals.left_out
    }
}

impl Totals {
    fn add(&mut self, event: &Event, level: Level) {
        self.events += 1;
        self.with_payloads += u64::from(!event.payloads.is_empty());
        self.payloads += event.payloads.len() as u64;
        let depths = event.payloads.iter().map(|payload| payload.chain.len());
        self.deepest = self.deepest.max(depths.max().unwrap_or(0));
        let inside = event.payloads.iter().map(|payload| payload.problems.len());
        self.problems += (event.problems.len() + inside.sum::<usize>()) as u64;
        if let Some(count) = self.levels.get_mut(level as usize) {
            *count += 1;
        }
    }
}

impl Extend<Event> for Events {
    fn extend<T: IntoIterator<Item = Event>>(&mut self, events: T) {
        events.into_iter().for_each(|event| self.push(&event));
    }
}

impl FromIterator<Event> for Events {
    fn from_iter<T: IntoIterator<Item = Event>>(events: T) -> Events {
        let mut all = Events::default();
        all.extend(events);
        all
    }
}
