//! `hunt`: all three crates over one log. What is encoded, which indicators stand in plain sight
//! and inside of what was encoded, and in which hours something unusual happened.

use std::path::PathBuf;
use std::process::ExitCode;

use chaffinch_examples::args::{self, Input, Output, OutputFormat};
use chaffinch_examples::detect::DetectArgs;
use chaffinch_examples::error::Error;
use chaffinch_examples::events::Clock;
use chaffinch_examples::hunter::{Hunter, Memory};
use chaffinch_examples::input::{Columns, Rows};
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::finding::{Finding, HuntedAnomaly};
use chaffinch_examples::record::render;
use chaffinch_examples::reporter::Reporter;
use chaffinch_examples::row::Row;
use chaffinch_examples::series::{self, Series, SeriesArgs};
use chaffinch_examples::status::Status;
use chaffinch_examples::stream::{Desk, each_row_with};
use chaffinch_examples::summary::{Extra, Summary};
use chaffinch_examples::unpacking::UnpackArgs;
use chaffinch_examples::{parse, sample};
use clap::Parser;

/// Hunt through a log: unpack what is encoded, extract indicators from it and from the rest, and flag unusual hours
///
/// Without a FILE it hunts through sample data of its own, for every encoding unless told otherwise.
#[derive(Parser)]
#[command(name = "hunt", version, after_help = EXAMPLE)]
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
    unpacking: UnpackArgs,
    #[command(flatten)]
    output: Output,
    /// Write everything into one page of HTML, which needs no other file and no network [default without FILE: hunt-report.html]
    #[arg(long, value_name = "FILE.html", help_heading = "Output")]
    report: Option<PathBuf>,
}

const TITLE: &str = "Hunt report";
const DEFAULT_REPORT: &str = "hunt-report.html";

const EXAMPLE: &str = "\
Example: a log of processes, and the traffic of the same weeks
  hunt processes.csv --column CommandLine --series traffic.csv --format jsonl
  hunt processes.csv --report report.html

Exit status: 0 something found, 1 nothing, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let mut printer = Printer::new(&args.output)?;
    printer.begin::<Finding>(&[])?;
    let columns = Columns {
        names: args.columns.names.clone(),
        keep_others: true,
    };
    // Read first: a mistake here must not wait for the end of a long log.
    let series = args.series()?;
    let mut reporter = args.reporter(&mut printer)?;
    match args.input.files.is_empty() {
        true => hunt(
            args,
            sample::processes(&columns)?,
            &mut printer,
            reporter.as_mut(),
        )?,
        false => hunt(
            args,
            Rows::new(
                &args.unpacking.input(&args.input)?,
                columns,
                Meter::new(&args.output),
            ),
            &mut printer,
            reporter.as_mut(),
        )?,
    }
    if let Some(series) = series {
        series.notes.iter().for_each(|note| printer.note(note));
        hunt_series(&series, args.output.format, &mut printer, reporter.as_mut())?;
    }
    if let Some(reporter) = reporter {
        if args.output.format == OutputFormat::Text {
            printer.print(format!("\nReport: {}\n", reporter.path().display()).as_bytes())?;
        }
        reporter.write()?;
    }
    printer.finish()
}

/// Through the rows, and through the hours in which they happened.
fn hunt(
    args: &Args,
    mut rows: impl Iterator<Item = Result<Row, Error>> + Send,
    printer: &mut Printer,
    mut reporter: Option<&mut Reporter>,
) -> Result<(), Error> {
    let format = args.output.format;
    let sample: Vec<_> = rows.by_ref().take(series::SAMPLE).collect();
    let unpacking = match args.input.files.is_empty() {
        // The sample data have something in every encoding.
        true => args.unpacking.clone().or_every_encoding(),
        false => args.unpacking.clone(),
    };
    let passwords = unpacking.passwords();
    let hunter = Hunter {
        unpacker: unpacking.unpacker(&passwords),
        clock: Clock::find(&sample.iter().flatten()),
        format,
        reports: reporter.is_some(),
        ..Hunter::default()
    };
    let mut summary = Summary::default();
    let rows = sample.into_iter().chain(rows);
    let work = |row: &Row, memory: &mut Memory, desk: &mut Desk<Extra>| {
        hunter.hunt(row, memory, desk);
    };
    each_row_with(rows, &args.output, printer, work, |extra| {
        summary.add(extra);
    })?;
    if format == OutputFormat::Text {
        printer.print(summary.to_string().as_bytes())?;
    }
    let events = summary.events.series();
    if let Some(reporter) = reporter.as_deref_mut() {
        reporter.log(&args.name(), summary.log);
    }
    match events {
        Ok(None) => {}
        Ok(Some(events)) => hunt_series(&events, format, printer, reporter)?,
        Err(error) => say(error.to_string(), printer, reporter),
    }
    Ok(())
}

/// The points of a series that stand out. Events of two days or less have no season to stand out of.
fn hunt_series(
    series: &Series,
    format: OutputFormat,
    printer: &mut Printer,
    reporter: Option<&mut Reporter>,
) -> Result<(), Error> {
    let found = match DetectArgs::default().detect(series) {
        Ok(found) => found,
        Err(error) => {
            say(format!("no anomalies: {error}"), printer, reporter);
            return Ok(());
        }
    };
    if let Some(reporter) = reporter {
        reporter.chart(&found.chart);
    }
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

/// Something to know, on standard error and in the report.
fn say(note: String, printer: &mut Printer, reporter: Option<&mut Reporter>) {
    printer.note(&note);
    if let Some(reporter) = reporter {
        reporter.note(note);
    }
}

impl Args {
    /// What the report calls the log.
    fn name(&self) -> String {
        match self.input.files.is_empty() {
            true => "processes.csv (sample data)".to_owned(),
            false => self.input.name(),
        }
    }

    /// The report that was asked for, or that of the sample data, which nobody misses if it cannot be written.
    fn reporter(&self, printer: &mut Printer) -> Result<Option<Reporter>, Error> {
        match (&self.report, self.input.files.is_empty()) {
            (Some(path), _) => Reporter::create(path, TITLE).map(Some),
            (None, false) => Ok(None),
            (None, true) => Ok(Reporter::create(DEFAULT_REPORT.as_ref(), TITLE)
                .map_err(|error| printer.note(&error.to_string()))
                .ok()),
        }
    }

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
