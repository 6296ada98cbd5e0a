//! `anomalies`: what stands out of trend and season.

use std::path::PathBuf;
use std::process::ExitCode;

use chaffinch_examples::args::{Compat, Input, Output, OutputFormat};
use chaffinch_examples::detect::{DetectArgs, Detection, Findings, Language};
use chaffinch_examples::error::Error;
use chaffinch_examples::input::Rows;
use chaffinch_examples::parse;
use chaffinch_examples::plot::{Chart, Moment, Plot, moment};
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::anomaly::AnomalyRecord;
use chaffinch_examples::record::json_line;
use chaffinch_examples::record::keyed::{Keyed, object};
use chaffinch_examples::record::period::PeriodRecord;
use chaffinch_examples::series::{Keys, Series, SeriesArgs};
use chaffinch_examples::status::Status;
use clap::Parser;
use serde_json::json;

/// Find spikes and dips in a time series: seasonal-trend decomposition by LOESS, and a score of what is left
#[derive(Parser)]
#[command(name = "anomalies", version, after_help = EXAMPLE)]
struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    series: SeriesArgs,
    /// A column that tells series apart, such as that of hosts; may be given several times
    #[arg(long, value_name = "COLUMN", help_heading = "Series")]
    by: Vec<String>,
    #[command(flatten)]
    detect: DetectArgs,
    #[command(flatten)]
    output: Output,
    /// Print the periods in which anomalies lie close together
    #[arg(long)]
    periods: bool,
    /// Print the periods as a filter in the Kusto query language
    #[arg(long, conflicts_with = "periods")]
    kql: bool,
    /// Print the periods as a WHERE clause in SQL
    #[arg(long, conflicts_with_all = ["periods", "kql"])]
    sql: bool,
    /// Draw the series, what was expected and what stands out: into a page to work with (.html), or a picture (.svg)
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Mark this time in the plot, such as that of an alert (repeatable)
    #[arg(long, value_name = "TIME[=LABEL]", value_parser = moment, requires = "plot")]
    mark: Vec<Moment>,
    /// Print what MSTICPy 3.0.2 finds, in whole numbers as it does
    #[arg(long, value_enum, conflicts_with_all = ["robust", "by", "step"], value_name = "ORIGINAL")]
    compat: Option<Compat>,
}

const EXAMPLE: &str = "\
Example: the hours in which a host sent more, or less, than it does at that time of day
  anomalies traffic.csv --time TimeGenerated --value TotalBytesSent --periods
  anomalies hosts.csv --by Host --score mad --format jsonl
  anomalies traffic.csv --plot traffic.html --mark '2026-03-10 02:00=alert'

Exit status: 0 anomalies found, 1 none, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let mut plot = args.plot.as_deref().map(Plot::to).transpose()?;
    let mut printer = Printer::new(&args.output)?;
    let columns = args.series.columns_by(&args.by);
    let rows = Rows::new(&args.input, columns, Meter::new(&args.output));
    let all = args.series.read_by(&args.by, &args.input.name(), rows)?;
    args.begin(&mut printer)?;
    let (mut findings, mut problem) = (Findings::default(), None);
    for (keys, series) in all {
        match series.and_then(|series| args.detect(&series, &mut printer)) {
            Ok(found) => {
                args.print(&keys, &found, &mut printer)?;
                if let Some(plot) = &mut plot {
                    plot.add(&Chart {
                        moments: args.mark.clone(),
                        ..found.chart.clone()
                    });
                }
                findings.add(keys, found);
            }
            Err(error) if args.by.is_empty() => return Err(error),
            Err(error) => {
                args.print_problem(&keys, &error, &mut printer)?;
                problem = Some(error);
            }
        }
    }
    if let (Some(error), true) = (problem, findings.is_empty()) {
        return Err(error);
    }
    if let Some(language) = args.language() {
        printer.print(format!("{}\n", findings.filter(language)).as_bytes())?;
    }
    if let Some(plot) = plot {
        plot.write()?;
    }
    printer.finish()
}

impl Args {
    fn detect(&self, series: &Series, printer: &mut Printer) -> Result<Detection, Error> {
        for note in &series.notes {
            printer.note(note);
        }
        let found = match self.compat {
            Some(Compat::Msticpy) => self.detect.detect_as_msticpy(series)?,
            None => self.detect.detect(series)?,
        };
        for note in &found.notes {
            printer.note(note);
        }
        Ok(found)
    }

    /// In which the periods are to be printed, as a filter.
    fn language(&self) -> Option<Language> {
        match (self.kql, self.sql) {
            (true, _) => Some(Language::Kql),
            (_, true) => Some(Language::Sql),
            _ => None,
        }
    }

    fn begin(&self, printer: &mut Printer) -> Result<(), Error> {
        match (self.language().is_some(), self.periods) {
            (true, _) => Ok(()),
            (_, true) => printer.begin::<PeriodRecord>(&self.by),
            (_, false) => printer.begin::<AnomalyRecord>(&self.by),
        }
    }

    /// In text, what stands out; else every point, so that programs have the baseline too.
    fn print(&self, keys: &Keys, found: &Detection, printer: &mut Printer) -> Result<(), Error> {
        let format = self.output.format;
        let text = format == OutputFormat::Text;
        let flagged = found.points.iter().filter(|point| point.anomalies != 0);
        printer.find(flagged.count());
        if self.language().is_some() {
            return Ok(());
        }
        if !self.periods {
            let points = found
                .points
                .iter()
                .filter(|point| !text || point.anomalies != 0);
            for record in points {
                printer.print(&Keyed { keys, record }.render(format))?;
            }
        }
        if self.periods || text {
            for record in &found.periods {
                printer.print(&Keyed { keys, record }.render(format))?;
            }
        }
        Ok(())
    }

    /// One series that cannot be fitted does not end the work on the others.
    fn print_problem(
        &self,
        keys: &Keys,
        error: &Error,
        printer: &mut Printer,
    ) -> Result<(), Error> {
        let problem = error.to_string();
        if self.output.format != OutputFormat::Jsonl || self.language().is_some() {
            printer.note(&problem);
            return Ok(());
        }
        printer.print(&json_line(&object(keys, &json!({ "problem": problem }))))
    }
}
