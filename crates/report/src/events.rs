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

/// An event that was pushed, as [`Events`] know it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Where it is shown, if there was room.
    group: Option<usize>,
    counts: Totals,
    /// The numbers of its indicators, and whether they lie in payloads.
    indicators: Vec<(Option<usize>, bool)>,
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

    /// Adds one. What comes back adds equal ones [again](Events::push_again).
    pub fn push(&mut self, event: &Event) -> Known {
        let numbers: Vec<_> = event
            .indicators
            .iter()
            .map(|found| self.sighted.add(event, found, &self.limits))
            .collect();
        let rating = event.rating.clone().unwrap_or_else(|| Rating::of(event));
        let counts = Totals::of(event, rating.level);
        self.totals.add(&counts);
        let hash = self.hasher.hash_one((&event.column, &event.text));
        let group = match self.known.get(&hash) {
            Some(&at) if self.groups.get(at).is_some_and(|same| same.is(event)) => Some(at),
            _ if self.has_room(event) => {
                let shown = Shown::new(event, rating, &numbers, &self.limits);
                self.weight += shown.weight();
                self.known.insert(hash, self.groups.len());
                self.groups.push(shown);
                Some(self.groups.len() - 1)
            }
            _ => None,
        };
        self.see(group, event.row, event.time.as_deref());
        let hidden = event.indicators.iter().map(|found| found.payload.is_some());
        Known {
            group,
            counts,
            indicators: numbers.into_iter().zip(hidden).collect(),
        }
    }

    /// Adds an event that is equal to one that was pushed into the same `Events`: the same column, text
    /// and findings, in another row. It comes to the same as pushing it, and costs next to nothing.
    ///
    /// ```
    /// use report::{Event, Events, Limits};
    ///
    /// let mut events = Events::within(Limits::default());
    /// let known = events.push(&Event { text: "ping 203.0.113.9".into(), ..Event::default() });
    /// events.push_again(&known, 1, Some("2020-07-06"));
    /// assert_eq!((events.total(), events.shown()), (2, 1));
    /// ```
    pub fn push_again(&mut self, known: &Known, row: u64, time: Option<&str>) {
        for &(number, hidden) in &known.indicators {
            self.sighted.add_again(number, row, hidden, &self.limits);
        }
        self.totals.add(&known.counts);
        self.see(known.group, row, time);
    }

    fn see(&mut self, group: Option<usize>, row: u64, time: Option<&str>) {
        match group.and_then(|at| self.groups.get_mut(at)) {
            Some(shown) => shown.see(row, time, self.limits.places),
            None => self.totals.left_out += 1,
        }
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
    /// Those of one event.
    fn of(event: &Event, level: Level) -> Totals {
        let inside = event.payloads.iter().map(|payload| payload.problems.len());
        let depths = event.payloads.iter().map(|payload| payload.chain.len());
        let mut levels = [0; Level::ALL.len()];
        if let Some(count) = levels.get_mut(level as usize) {
            *count = 1;
        }
        Totals {
            events: 1,
            left_out: 0,
            with_payloads: u64::from(!event.payloads.is_empty()),
            payloads: event.payloads.len() as u64,
            deepest: depths.max().unwrap_or(0),
            problems: (event.problems.len() + inside.sum::<usize>()) as u64,
            levels,
        }
    }

    fn add(&mut self, other: &Totals) {
        self.events += other.events;
        self.left_out += other.left_out;
        self.with_payloads += other.with_payloads;
        self.payloads += other.payloads;
        self.deepest = self.deepest.max(other.deepest);
        self.problems += other.problems;
        for (count, more) in self.levels.iter_mut().zip(other.levels) {
            *count += more;
        }
    }
}

impl Extend<Event> for Events {
    fn extend<T: IntoIterator<Item = Event>>(&mut self, events: T) {
        for event in events {
            self.push(&event);
        }
    }
}

impl FromIterator<Event> for Events {
    fn from_iter<T: IntoIterator<Item = Event>>(events: T) -> Events {
        let mut all = Events::default();
        all.extend(events);
        all
    }
}
