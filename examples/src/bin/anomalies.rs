//! `anomalies`: what stands out of trend and season.

use std::process::ExitCode;

use chaffinch_examples::args::{Compat, Input, Output, OutputFormat};
use chaffinch_examples::detect::{DetectArgs, Detection, Season};
use chaffinch_examples::error::Error;
use chaffinch_examples::input::Rows;
use chaffinch_examples::parse;
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::anomaly::AnomalyRecord;
use chaffinch_examples::record::period::PeriodRecord;
use chaffinch_examples::record::{header, render};
use chaffinch_examples::series::SeriesArgs;
use chaffinch_examples::status::Status;
use clap::Parser;

/// Find spikes and dips in a time series: seasonal-trend decomposition by LOESS, and a score of what is left
#[derive(Parser)]
#[command(name = "anomalies", version, after_help = EXAMPLE)]
struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    series: SeriesArgs,
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
    /// Print what MSTICPy 3.0.2 finds, in whole numbers as it does
    #[arg(long, value_enum, conflicts_with = "robust", value_name = "ORIGINAL")]
    compat: Option<Compat>,
}

const EXAMPLE: &str = "\
Example: the hours in which a host sent more, or less, than it does at that time of day
  anomalies traffic.csv --time TimeGenerated --value TotalBytesSent --periods

Exit status: 0 anomalies found, 1 none, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let mut printer = Printer::new(&args.output)?;
    let rows = Rows::new(&args.input, args.series.columns(), Meter::new(&args.output));
    let series = args.series.read(&args.input.name(), rows)?;
    for note in &series.notes {
        printer.note(note);
    }
    let found = match args.compat {
        Some(Compat::Msticpy) => args.detect.detect_as_msticpy(&series)?,
        None => {
            if args.detect.period == Season::Auto {
                let points = args.detect.points_to_the_season();
                printer.note(&format!("period {points} (assumed: --period N sets it)"));
            }
            args.detect.detect(&series.sorted())?
        }
    };
    print(args, &mut printer, &found)?;
    printer.finish()
}

fn print(args: &Args, printer: &mut Printer, found: &Detection) -> Result<(), Error> {
    let format = args.output.format;
    let flagged = found.points.iter().filter(|point| point.anomalies != 0);
    printer.find(flagged.clone().count());
    if args.kql {
        return printer.print(format!("{}\n", found.kql).as_bytes());
    }
    if args.periods {
        printer.print(&header::<PeriodRecord>(format))?;
        return found
            .periods
            .iter()
            .try_for_each(|period| printer.print(&render(period, format)));
    }
    printer.print(&header::<AnomalyRecord>(format))?;
    if format != OutputFormat::Text {
        return found
            .points
            .iter()
            .try_for_each(|point| printer.print(&render(point, format)));
    }
    flagged
        .into_iter()
        .try_for_each(|point| printer.print(&render(point, format)))?;
    found
        .periods
        .iter()
        .try_for_each(|period| printer.print(&render(period, format)))
}
