//! The hunt through a row: unpack what is encoded, and extract indicators from it and from the rest.

use b64unpack::{Payload, Tree, Unpacker};
use iocextract::{Extractor, Indicator};

use crate::args::OutputFormat;
use crate::events::Clock;
use crate::record::finding::{Finding, HuntedIndicator};
use crate::record::indicator::IndicatorRecord;
use crate::record::payload::PayloadRecord;
use crate::record::problem::Problems;
use crate::reported::Gathered;
use crate::row::{Cell, Row};
use crate::spans::Spans;
use crate::stream::Desk;
use crate::summary::Extra;
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

impl Hunter<'_> {
    /// Hunts through `row` and reports to `desk`.
    pub fn hunt(&self, row: &Row, desk: &mut Desk<'_, Extra>) {
        if let Some(hour) = self.clock.as_ref().and_then(|clock| clock.hour(row)) {
            desk.extra(Extra::Event(hour));
        }
        if self.reports {
            desk.extra(Extra::Row);
        }
        let mut hunt = Hunt {
            hunter: self,
            row,
            desk,
            indicators: 0,
            gathered: None,
        };
        for cell in row.cells() {
            hunt.cell(cell);
        }
    }
}

/// A hunt through one row.
struct Hunt<'h, 'd, 'o> {
    hunter: &'h Hunter<'h>,
    row: &'h Row,
    desk: &'d mut Desk<'o, Extra>,
    /// Found in this row so far.
    indicators: usize,
    /// What was found in the cell at hand, if there will be a report.
    gathered: Option<Gathered>,
}

impl Hunt<'_, '_, '_> {
    fn cell(&mut self, cell: Cell<'_>) {
        let unpacker = self
            .hunter
            .unpacker
            .container_input(self.row.is_whole_file());
        let tree = unpacker.unpack(cell.bytes);
        self.gathered = self.hunter.reports.then(|| {
            let time = self
                .hunter
                .clock
                .as_ref()
                .and_then(|clock| clock.text(self.row));
            Gathered::in_cell(self.row.number(), cell, time, &tree)
        });
        let mut problems = Problems::of(&tree);
        self.extract(cell, &Spans::of_cell(&tree), None);
        for payload in tree.iter() {
            let own = problems.take(payload);
            let record =
                PayloadRecord::new(self.row.number(), cell.column, payload, own, TEXT_LIMIT);
            if let Some(gathered) = &mut self.gathered {
                gathered.payload(&record, payload);
            }
            self.desk.found(&Finding::Payload(record));
            self.desk.extra(Extra::Payload);
            self.payload(cell.column, &tree, payload);
        }
        for problem in problems.rest(self.row.number(), cell.column) {
            if let Some(gathered) = &mut self.gathered {
                gathered.problem(&problem.problem);
            }
            self.desk.aside(&Finding::Problem(problem));
        }
        if let Some((event, weight)) = self.gathered.take().and_then(Gathered::event) {
            self.desk.extra_of(Extra::Reported(Box::new(event)), weight);
        }
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
        let (hidden, extractor) = (payload.is_some(), &self.hunter.extractor);
        let keep = |_: &Indicator<'_>, place| !encoded.cover(&place);
        let found = IndicatorRecord::all(self.row.number(), cell, extractor, self.indicators, keep);
        self.indicators += found.len();
        for indicator in found {
            if let Some(gathered) = &mut self.gathered {
                gathered.indicator(&indicator, payload);
            }
            self.desk
                .extra(Extra::Indicator(Sighting::new(&indicator, hidden)));
            if hidden || self.hunter.format != OutputFormat::Text {
                let indicator = HuntedIndicator::new(indicator, payload);
                self.desk.found(&Finding::Indicator(indicator));
            }
        }
    }
}
