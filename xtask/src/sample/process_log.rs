//! Ten days of process events with a daily rhythm and one hour of far too many.

use std::io;

use super::event::{self, Event};
use super::indicator;
use super::rng::Rng;
use super::script::{Ioc, Kind, Script};
use super::{benign, clock, csv, encoded, network, notes, report};

const HOURS: u64 = 240;

/// The hour in which somebody tries many accounts. The seasonal part of a decomposition takes up some of a
/// spike and thereby bends the same hour of the neighbouring days: with as few as these attempts only
/// the hour itself stands out, as statsmodels agrees.
const BURST: u64 = 6 * 24 + 3;
const ATTEMPTS: u64 = 12;

/// How many processes start in each hour of a day, before chance adds up to six.
const RHYTHM: [u64; 24] = [
    2, 2, 1, 1, 2, 3, 6, 10, 13, 14, 14, 13, 11, 13, 14, 13, 12, 10, 7, 5, 4, 3, 3, 2,
];

/// Every 15th process was started with a payload.
const PAYLOAD_EVERY: u64 = 15;

/// Of the others, every seventh is that of an analyst who passes on a finding.
const REPORT_EVERY: u64 = 7;

pub(super) const COLUMNS: [&str; 7] = [
    "TimeGenerated",
    "Computer",
    "Account",
    "ProcessId",
    "NewProcessName",
    "ParentProcessName",
    "CommandLine",
];

pub(super) struct Row {
    /// Time, computer, account, process: cells in which there is nothing to find.
    plain: [String; 4],
    /// The cells with something in them.
    pub(super) image: Script,
    pub(super) parent: Script,
    pub(super) command: Option<Script>,
}

pub(super) struct ProcessLog {
    pub(super) rows: Vec<Row>,
    /// The hour whose count of events stands out, and the count.
    pub(super) burst: (String, usize),
}

pub(super) fn generate(seed: u64) -> io::Result<ProcessLog> {
    let mut rng = Rng::new(seed);
    let mut rows = Vec::new();
    let mut in_burst = 0;
    for hour in 0..HOURS {
        let events = events_of_hour(&mut rng, hour, rows.len())?;
        if hour == BURST {
            in_burst = events.len();
        }
        let mut seconds: Vec<u64> = events.iter().map(|_| rng.below(3600)).collect();
        seconds.sort_unstable();
        for (event, second) in events.into_iter().zip(seconds) {
            rows.push(Row::new(&mut rng, clock::time(hour, second), event));
        }
    }
    Ok(ProcessLog {
        rows,
        burst: (clock::time(BURST, 0), in_burst),
    })
}

fn events_of_hour(rng: &mut Rng, hour: u64, before: usize) -> io::Result<Vec<Event>> {
    let usual = RHYTHM
        .iter()
        .cycle()
        .nth(usize::try_from(hour).unwrap_or(0))
        .copied()
        .unwrap_or(0);
    let first = before as u64;
    let mut events = Vec::new();
    for number in first..first + usual + rng.below(7) {
        events.push(usual_event(rng, number)?);
    }
    if hour == BURST {
        let address = indicator::address(rng);
        events.extend((0..ATTEMPTS).map(|_| network::logon_attempt(rng, &address)));
    }
    Ok(events)
}

/// The ways of hiding something take turns, so that each of them occurs.
fn usual_event(rng: &mut Rng, number: u64) -> io::Result<Event> {
    if number.is_multiple_of(PAYLOAD_EVERY) {
        // A source of its own, so that a new way of hiding something leaves all other rows alone.
        let mut own = Rng::new(rng.next());
        return encoded::event(&mut own, number / PAYLOAD_EVERY);
    }
    let event = match rng.below(20) {
        0 => notes::event(rng),
        1..=5 => network::event(rng),
        _ => benign::event(rng),
    };
    // It takes the place of one that chance has had its say in, for the same reason.
    Ok(match number.is_multiple_of(REPORT_EVERY) {
        true => report::event(&mut Rng::new(number), number / REPORT_EVERY),
        false => event,
    })
}

impl ProcessLog {
    pub(super) fn csv(&self) -> String {
        let mut out = String::new();
        csv::write_row(&mut out, COLUMNS.map(Some));
        for row in &self.rows {
            let plain = row.plain.iter().map(|cell| Some(cell.as_str()));
            let searched = [Some(&row.image), Some(&row.parent), row.command.as_ref()];
            csv::write_row(
                &mut out,
                plain.chain(searched.map(|cell| cell.map(Script::as_str))),
            );
        }
        out
    }
}

impl Row {
    fn new(rng: &mut Rng, time: String, event: Event) -> Self {
        let process = format!("0x{:x}", rng.between(0x100, 0x3fff));
        Self {
            plain: [time, event::computer(rng), event::account(rng), process],
            image: path(&event.image),
            parent: path(event.parent),
            command: event.command,
        }
    }
}

fn path(path: &str) -> Script {
    Script::default().ioc(Ioc::plain(Kind::WindowsPath, path))
}
