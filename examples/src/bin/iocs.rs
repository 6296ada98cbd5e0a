//! `iocs`: the indicators of compromise in text.

use std::process::ExitCode;

use chaffinch_examples::args::{self, Compat, Input, Output};
use chaffinch_examples::error::Error;
use chaffinch_examples::export::{Export, ExportFormat, entries};
use chaffinch_examples::input::{Columns, Rows};
use chaffinch_examples::parse;
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::indicator::IndicatorRecord;
use chaffinch_examples::record::observable::ObservableRecord;
use chaffinch_examples::repeats::Repeats;
use chaffinch_examples::row::Row;
use chaffinch_examples::searching::SearchArgs;
use chaffinch_examples::status::Status;
use chaffinch_examples::stream::{Desk, each_row, each_row_with};
use clap::Parser;
use iocextract::Indicator;
use msticpy::iocextract::{ExtractOptions, IoCExtract};

/// Find indicators of compromise in text: addresses, names, URLs, digests, paths and forty types more, defanged or not
#[derive(Parser)]
#[command(name = "iocs", version, after_help = EXAMPLE)]
struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    columns: args::Columns,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    search: SearchArgs,
    /// Print every value of a type once
    #[arg(long)]
    unique: bool,
    /// Write one document for another program instead
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "unique")]
    export: Option<ExportFormat>,
    /// Print what MSTICPy 3.0.2 finds in a column, as it does
    #[arg(long, value_enum, value_name = "ORIGINAL", conflicts_with_all = OURS)]
    compat: Option<Compat>,
    /// With --compat: as it does in a single string, which is searched for paths too
    #[arg(long, requires = "compat")]
    string: bool,
    /// With --compat: look for Windows paths too
    #[arg(long, requires = "compat", conflicts_with = "string")]
    include_paths: bool,
}

/// Options that the original has no counterpart for.
const OURS: [&str; 8] = [
    "no_paths",
    "every",
    "unique",
    "pattern",
    "allow_list",
    "without",
    "min_confidence",
    "export",
];

const EXAMPLE: &str = "\
Example: each address and name in a log, once; a report as a STIX bundle, without addresses that are nobody's
  iocs server.log --types ipv4,ipv6,domain --unique
  iocs report.txt --export stix --without private,reserved -o bundle.json

Exit status: 0 indicators found, 1 none, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let mut printer = Printer::new(&args.output)?;
    match (args.compat, args.export) {
        (Some(Compat::Msticpy), _) => args.extract_as_msticpy(&mut printer)?,
        (None, Some(format)) => args.export(format, &mut printer)?,
        (None, None) => args.extract(&mut printer)?,
    }
    printer.finish()
}

impl Args {
    fn rows(&self) -> Rows {
        let columns = Columns {
            names: self.columns.names.clone(),
            ..Columns::default()
        };
        Rows::new(&self.input, columns, Meter::new(&self.output))
    }

    fn extract(&self, printer: &mut Printer) -> Result<(), Error> {
        let (extractor, filter) = (self.search.extractor()?, self.search.filter()?);
        let keep = |ioc: &Indicator<'_>, _| filter.keeps(ioc);
        let format = self.output.format;
        printer.begin::<IndicatorRecord>(&[])?;
        let work = |row: &Row, repeats: &mut Repeats<()>, desk: &mut Desk<'_>| {
            let (number, mut before) = (row.number(), 0);
            for cell in row.cells() {
                let outcome = repeats.outcome(cell, before, |outcome| {
                    let give = |record: IndicatorRecord<'_>| {
                        outcome.nested |= record.parent.is_some();
                        if self.unique {
                            // Where the cell is met again, they have been printed.
                            desk.found_once(&record, format!("{} {}", record.kind, record.value));
                        } else {
                            outcome.stencil.found(&record, number, format);
                            desk.relieve(&mut outcome.stencil, number);
                        }
                    };
                    outcome.records =
                        IndicatorRecord::each(number, cell, &extractor, before, keep, give);
                });
                before += outcome.records;
                desk.print(&outcome.stencil, number);
            }
        };
        each_row(self.rows(), &self.output, printer, work)
    }

    fn extract_as_msticpy(&self, printer: &mut Printer) -> Result<(), Error> {
        let extractor = IoCExtract::new();
        let options = ExtractOptions {
            ioc_types: self.search.types.clone(),
            include_paths: self.include_paths,
            ignore_tlds: self.search.no_tld_check,
            defanged: !self.search.no_defanged,
        };
        printer.begin::<ObservableRecord>(&[])?;
        each_row(self.rows(), &self.output, printer, |row, (), desk| {
            for cell in row.cells() {
                let text = String::from_utf8_lossy(cell.bytes);
                let found = match self.string {
                    true => ObservableRecord::of_string(row.number(), &text, &extractor, &options),
                    false => ObservableRecord::of_cell(row.number(), &text, &extractor, &options),
                };
                found.iter().for_each(|record| desk.found(record));
            }
        })
    }

    fn export(&self, format: ExportFormat, printer: &mut Printer) -> Result<(), Error> {
        let (extractor, filter) = (self.search.extractor()?, self.search.filter()?);
        let mut export = Export::default();
        let work = |row: &Row, (): &mut (), desk: &mut Desk<_>| {
            for cell in row.cells() {
                entries(cell, &extractor, &filter).for_each(|entry| desk.extra(entry));
            }
        };
        each_row_with(self.rows(), &self.output, printer, work, |entry| {
            export.add(entry);
        })?;
        printer.find(export.count());
        printer.print(&export.render(format))
    }
}
