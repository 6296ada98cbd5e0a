//! `hunt`: all three crates over one log. What is encoded, which indicators stand in plain sight
//! and inside of what was encoded, and in which hours something unusual happened.

use std::path::PathBuf;
use std::process::ExitCode;

use b64unpack::{Payload, Tree, Unpacker};
use chaffinch_examples::args::{self, Input, Output, OutputFormat};
use chaffinch_examples::detect::DetectArgs;
use chaffinch_examples::error::Error;
use chaffinch_examples::events::Clock;
use chaffinch_examples::input::{Columns, Rows};
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::finding::{Finding, HuntedAnomaly, HuntedIndicator};
use chaffinch_examples::record::indicator::IndicatorRecord;
use chaffinch_examples::record::payload::PayloadRecord;
use chaffinch_examples::record::problem::ProblemRecord;
use chaffinch_examples::record::{header, render};
use chaffinch_examples::row::{Cell, Row};
use chaffinch_examples::series::{self, Series, SeriesArgs};
use chaffinch_examples::spans::Spans;
use chaffinch_examples::status::Status;
use chaffinch_examples::stream::{Desk, each_row_with};
use chaffinch_examples::summary::{Extra, Summary};
use chaffinch_examples::tally::Sighting;
use chaffinch_examples::{parse, sample};
use clap::Parser;
use iocextract::Extractor;

/// Hunt through a log: unpack what is encoded, extract indicators from it and from the rest, and flag unusual hours
///
/// Without a FILE it hunts through sample data of its own.
#[derive(Parser)]
#[command(version, after_help = EXAMPLE)]
struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    columns: args::Columns,
    /// A series to look for anomalies in
    #[arg(long = "series", value_name = "FILE", help_heading = "Series")]
    series_file: Option<PathBuf>,
    #[command(flatten)]
    series: SeriesArgs,
    #[command(flatten)]
    output: Output,
}

const EXAMPLE: &str = "\
Example: a log of processes, and the traffic of the same weeks
  hunt processes.csv --column CommandLine --series traffic.csv --format jsonl

Exit status: 0 something found, 1 nothing, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let mut printer = Printer::new(&args.output)?;
    printer.print(&header::<Finding>(args.output.format))?;
    let columns = Columns {
        names: args.columns.names.clone(),
        keep_others: true,
    };
    let meter = Meter::new(&args.output);
    match args.input.files.is_empty() {
        true => hunt(args, sample::processes(&columns)?, &mut printer)?,
        false => hunt(args, Rows::new(&args.input, columns, meter), &mut printer)?,
    }
    printer.finish()
}

/// Through the rows, then through the hours.
fn hunt(
    args: &Args,
    mut rows: impl Iterator<Item = Result<Row, Error>> + Send,
    printer: &mut Printer,
) -> Result<(), Error> {
    let format = args.output.format;
    let sample: Vec<_> = rows.by_ref().take(series::SAMPLE).collect();
    let hunter = Hunter {
        clock: Clock::find(&sample.iter().flatten()),
        format,
        ..Hunter::default()
    };
    let mut summary = Summary::default();
    let rows = sample.into_iter().chain(rows);
    let work = |row: &Row, desk: &mut Desk<Extra>| hunter.search(row, desk);
    each_row_with(rows, &args.output, printer, work, |extra| {
        summary.add(extra);
    })?;
    if format == OutputFormat::Text {
        printer.print(summary.to_string().as_bytes())?;
    }
    for series in summary.events.series().into_iter().chain(args.series()?) {
        hunt_series(&series, format, printer)?;
    }
    Ok(())
}

/// The points of a series that stand out. Events of two days or less have no season to stand out of.
fn hunt_series(series: &Series, format: OutputFormat, printer: &mut Printer) -> Result<(), Error> {
    let found = match DetectArgs::default().detect(series) {
        Ok(found) => found,
        Err(error) => {
            printer.note(&format!("no anomalies: {error}"));
            return Ok(());
        }
    };
    let flagged: Vec<_> = found
        .points
        .iter()
        .filter(|point| point.anomalies != 0)
        .collect();
    if format == OutputFormat::Text {
        let heading = format!(
            "\nAnomalies of {}: {} in {} hours\n",
            series.name,
            flagged.len(),
            found.points.len()
        );
        printer.print(heading.as_bytes())?;
    }
    printer.find(flagged.len());
    for point in flagged {
        let finding = Finding::Anomaly(HuntedAnomaly {
            series: &series.name,
            point,
        });
        printer.print(&render(&finding, format))?;
    }
    Ok(())
}

impl Args {
    /// The series to look at beside the events: the one that was given, or that of the sample data.
    fn series(&self) -> Result<Option<Series>, Error> {
        let columns = self.series.columns();
        let series = match &self.series_file {
            Some(file) => {
                let input = Input {
                    files: vec![file.clone()],
                    ..Input::default()
                };
                self.series
                    .read(&input.name(), Rows::new(&input, columns, Meter::hidden()))?
            }
            None if self.input.files.is_empty() => self
                .series
                .read(sample::TRAFFIC_NAME, sample::traffic(&columns)?)?,
            None => return Ok(None),
        };
        Ok(Some(series.sorted()))
    }
}

/// Searches rows; the same for all of them.
#[derive(Default)]
struct Hunter {
    unpacker: Unpacker,
    extractor: Extractor,
    clock: Option<Clock>,
    format: OutputFormat,
}

impl Hunter {
    fn search(&self, row: &Row, desk: &mut Desk<Extra>) {
        if let Some(hour) = self.clock.as_ref().and_then(|clock| clock.hour(row)) {
            desk.extra(Extra::Event(hour));
        }
        let mut count = 0;
        for cell in row.cells() {
            let tree = self
                .unpacker
                .container_input(row.is_whole_file())
                .unpack(cell.bytes);
            count += self.extract(row, cell, &Spans::of_cell(&tree), None, count, desk);
            for payload in tree.iter() {
                let record =
                    PayloadRecord::new(row.number(), cell.column, &tree, payload, TEXT_LIMIT);
                desk.found(&Finding::Payload(record));
                desk.extra(Extra::Payload);
                count += self.extract_hidden(row, cell, &tree, payload, count, desk);
            }
            for problem in ProblemRecord::of_cell(row.number(), cell.column, &tree) {
                desk.aside(&Finding::Problem(problem));
            }
        }
    }

    /// The indicators inside of a payload. The bytes of an archive are not searched: its members are.
    fn extract_hidden(
        &self,
        row: &Row,
        cell: Cell<'_>,
        tree: &Tree,
        payload: Payload<'_>,
        before: usize,
        desk: &mut Desk<Extra>,
    ) -> usize {
        if tree
            .children(payload.id())
            .any(|child| child.range().is_none())
        {
            return 0;
        }
        let text = payload.text().map(|text| text.to_str());
        let bytes = text.as_deref().map_or(payload.bytes(), str::as_bytes);
        let spans = Spans::of_payload(tree, payload);
        self.extract(
            row,
            Cell { bytes, ..cell },
            &spans,
            Some(payload),
            before,
            desk,
        )
    }

    /// The indicators in a cell or in the text of a payload. What lies inside of an encoded span only looks like one.
    fn extract(
        &self,
        row: &Row,
        cell: Cell<'_>,
        encoded: &Spans,
        payload: Option<Payload<'_>>,
        before: usize,
        desk: &mut Desk<Extra>,
    ) -> usize {
        let keep = |_, _: &str, place| !encoded.cover(&place);
        let found = IndicatorRecord::all(row.number(), cell, &self.extractor, before, keep);
        let count = found.len();
        for indicator in found {
            desk.extra(Extra::Indicator(Sighting::new(
                &indicator,
                payload.is_some(),
            )));
            if payload.is_some() || self.format != OutputFormat::Text {
                desk.found(&Finding::Indicator(HuntedIndicator::new(
                    indicator, payload,
                )));
            }
        }
        count
    }
}

/// How much of a payload's text is printed.
const TEXT_LIMIT: usize = 65_536;
