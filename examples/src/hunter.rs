//! The hunt through a row: unpack what is encoded, and extract indicators from it and from the rest.

use std::sync::Arc;

use b64unpack::{Payload, Tree, Unpacker};
use iocextract::{Extractor, Indicator};

use crate::args::OutputFormat;
use crate::events::Clock;
use crate::record::finding::{Finding, HuntedIndicator};
use crate::record::indicator::IndicatorRecord;
use crate::record::payload::PayloadRecord;
use crate::record::problem::Problems;
use crate::repeats::{Outcome, Repeats};
use crate::reported::Gathered;
use crate::row::{Cell, Row};
use crate::spans::Spans;
use crate::stream::Desk;
use crate::summary::{Extra, Found};
use crate::tally::Sighting;

/// How much of a payload's text is printed.
const TEXT_LIMIT: usize = 65_536;

/// How to hunt; the same for all rows.
#[derive(Debug, Clone, Default)]
pub struct Hunter<'a> {
    /// Finds what is encoded.
    pub unpacker: Unpacker<'a>,
    /// Finds indicators.
    pub extractor: Extractor,
    /// Says when things happened, if anything does.
    pub clock: Option<Clock>,
    /// In text, indicators in plain sight are only counted.
    pub format: OutputFormat,
    /// Is everything that is found to be gathered for a report?
    pub reports: bool,
}

/// What a thread remembers from row to row.
pub type Memory = Repeats<Option<Arc<Found>>>;

impl Hunter<'_> {
    /// Hunts through `row` and reports to `desk`.
    pub fn hunt(&self, row: &Row, memory: &mut Memory, desk: &mut Desk<'_, Extra>) {
        let time = self.clock.as_ref().and_then(|clock| clock.text(row));
        desk.extra(Extra::Row(time.and_then(Clock::hour_of)));
        let mut before = 0;
        // Made for the first cell that needs it.
        let mut when: Option<Arc<str>> = None;
        for cell in row.cells() {
            let make = |outcome: &mut Outcome<_>| {
                let hunt = Hunt {
                    hunter: self,
                    row,
                    before,
                    time,
                    desk,
                    outcome,
                    found: Found::default(),
                    gathered: None,
                };
                hunt.cell(cell);
            };
            let outcome = match row.is_whole_file() {
                true => memory.fresh(before, make),
                false => memory.outcome(cell, before, make),
            };
            before += outcome.records;
            desk.print(&outcome.stencil, row.number());
            if let Some(found) = &outcome.extra {
                if let (true, None, Some(time)) = (self.reports, &when, time) {
                    when = Some(time.into());
                }
                let extra = Extra::Cell {
                    row: row.number(),
                    time: when.clone(),
                    found: Arc::clone(found),
                };
                desk.extra_of(extra, outcome.weight);
            }
        }
    }
}

/// A hunt through one cell.
struct Hunt<'h, 'd, 'o> {
    hunter: &'h Hunter<'h>,
    row: &'h Row,
    /// Indicators that were found in this row before.
    before: usize,
    time: Option<&'h str>,
    desk: &'d mut Desk<'o, Extra>,
    outcome: &'d mut Outcome<Option<Arc<Found>>>,
    found: Found,
    /// What was found, if there will be a report.
    gathered: Option<Gathered>,
}

impl Hunt<'_, '_, '_> {
    fn cell(mut self, cell: Cell<'_>) {
        let (hunter, row) = (self.hunter, self.row.number());
        let unpacker = hunter.unpacker.container_input(self.row.is_whole_file());
        let tree = unpacker.unpack(cell.bytes);
        self.gathered = hunter
            .reports
            .then(|| Gathered::in_cell(row, cell, self.time, &tree));
        let mut problems = Problems::of(&tree);
        self.extract(cell, &Spans::of_cell(&tree), None);
        for payload in tree.iter() {
            let own = problems.take(payload);
            let record = PayloadRecord::new(row, cell.column, payload, own, TEXT_LIMIT);
            if let Some(gathered) = &mut self.gathered {
                gathered.payload(&record, payload);
            }
            self.found.payloads += 1;
            self.print(&Finding::Payload(record));
            self.payload(cell.column, &tree, payload);
        }
        for problem in problems.rest(row, cell.column) {
            if let Some(gathered) = &mut self.gathered {
                gathered.problem(&problem.problem);
            }
            let (stencil, problem) = (&mut self.outcome.stencil, Finding::Problem(problem));
            stencil.aside(&problem, row, hunter.format);
        }
        self.hand_over();
    }

    /// The indicators inside of a payload. The bytes of an archive are not searched: its members are.
    fn payload(&mut self, column: Option<&str>, tree: &Tree, payload: Payload<'_>) {
        if tree
            .children(payload.id())
            .any(|child| child.range().is_none())
        {
            return;
        }
        let text = payload.text().map(|text| text.to_str());
        let bytes = text.as_deref().map_or(payload.bytes(), str::as_bytes);
        let cell = Cell {
            column,
            bytes,
            selected: true,
        };
        let spans = Spans::of_payload(tree, payload);
        if let Some(gathered) = &mut self.gathered {
            gathered.place(tree, payload, &spans);
        }
        self.extract(cell, &spans, Some(payload));
    }

    /// The indicators in a cell or in a payload. What lies inside of an encoded span only looks like one.
    fn extract(&mut self, cell: Cell<'_>, encoded: &Spans, payload: Option<Payload<'_>>) {
        let (row, hunter) = (self.row.number(), self.hunter);
        let keep = |_: &Indicator<'_>, place| !encoded.cover(&place);
        let before = self.before + self.outcome.records;
        let give = |indicator: IndicatorRecord<'_>| self.indicator(indicator, payload);
        let found = IndicatorRecord::each(row, cell, &hunter.extractor, before, keep, give);
        self.outcome.records += found;
    }

    fn indicator(&mut self, indicator: IndicatorRecord<'_>, payload: Option<Payload<'_>>) {
        let (hidden, format) = (payload.is_some(), self.hunter.format);
        if let Some(gathered) = &mut self.gathered {
            gathered.indicator(&indicator, payload);
        }
        self.outcome.nested |= indicator.parent.is_some();
        // Only the summary for people counts them.
        if format == OutputFormat::Text {
            self.found.sightings.push(Sighting::new(&indicator, hidden));
        }
        if hidden || format != OutputFormat::Text {
            let indicator = HuntedIndicator::new(indicator, payload);
            self.print(&Finding::Indicator(indicator));
        }
    }

    fn print(&mut self, finding: &Finding<'_>) {
        let (row, stencil) = (self.row.number(), &mut self.outcome.stencil);
        stencil.found(finding, row, self.hunter.format);
        self.desk.relieve(stencil, row);
    }

    /// Leaves what was found to the summary.
    fn hand_over(mut self) {
        let (event, weight) = self.gathered.and_then(Gathered::event).unzip();
        self.found.event = event;
        let Found {
            payloads,
            sightings,
            event,
            ..
        } = &self.found;
        if *payloads > 0 || !sightings.is_empty() || event.is_some() {
            self.outcome.weight = weight.unwrap_or(0) + 100 * sightings.len();
            self.outcome.extra = Some(Arc::new(self.found));
        }
    }
}
