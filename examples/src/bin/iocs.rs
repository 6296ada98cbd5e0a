//! `iocs`: the indicators of compromise in text.

use std::path::PathBuf;
use std::process::ExitCode;

use chaffinch_examples::allow_list::AllowList;
use chaffinch_examples::args::{self, Compat, Input, Output};
use chaffinch_examples::error::Error;
use chaffinch_examples::input::{Columns, Rows};
use chaffinch_examples::parse;
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::header;
use chaffinch_examples::record::indicator::IndicatorRecord;
use chaffinch_examples::record::observable::ObservableRecord;
use chaffinch_examples::status::Status;
use chaffinch_examples::stream::each_row;
use clap::Parser;
use iocextract::{Extractor, Kind, KindSet, Overlap};
use msticpy::iocextract::{ExtractOptions, IoCExtract};
use regex::Regex;

/// Find indicators of compromise in text: addresses, names, URLs, digests, paths, defanged or not
#[derive(Parser)]
#[command(name = "iocs", version, after_help = EXAMPLE)]
struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    columns: args::Columns,
    #[command(flatten)]
    output: Output,
    /// Look for these types only, by the names that are printed: ipv4, domain, sha256, cve, btc, … [default: all]
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    types: Option<Vec<String>>,
    /// Leave out paths
    #[arg(long)]
    no_paths: bool,
    /// Leave out what is spelled so that nobody clicks on it
    #[arg(long)]
    no_defanged: bool,
    /// Take names for domains whatever they end in
    #[arg(long)]
    no_tld_check: bool,
    /// Print indicators inside others too
    #[arg(long)]
    every: bool,
    /// Print every value of a type once
    #[arg(long)]
    unique: bool,
    /// Look for a pattern of your own (repeatable)
    #[arg(long, value_parser = pattern, value_name = "NAME=REGEX")]
    pattern: Vec<(String, Regex)>,
    /// Leave out the values in this file: a MISP warning list, or one value a line
    #[arg(long, value_name = "FILE")]
    allow_list: Option<PathBuf>,
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
const OURS: [&str; 5] = ["no_paths", "every", "unique", "pattern", "allow_list"];

const EXAMPLE: &str = "\
Example: each address and name in a log, once
  iocs server.log --types ipv4,ipv6,domain --unique

Exit status: 0 indicators found, 1 none, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let mut printer = Printer::new(&args.output)?;
    match args.compat {
        None => args.extract(&mut printer)?,
        Some(Compat::Msticpy) => args.extract_as_msticpy(&mut printer)?,
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
        let extractor = self.extractor()?;
        let allowed = self
            .allow_list
            .as_deref()
            .map(AllowList::read)
            .transpose()?;
        let keep = |kind, value: &str, _| {
            !allowed
                .as_ref()
                .is_some_and(|list| list.allows(kind, value))
        };
        printer.print(&header::<IndicatorRecord>(self.output.format))?;
        each_row(self.rows(), &self.output, printer, |row, desk| {
            let mut before = 0;
            for cell in row.cells() {
                let found = IndicatorRecord::all(row.number(), cell, &extractor, before, keep);
                before += found.len();
                for record in &found {
                    if self.unique {
                        desk.found_once(record, format!("{} {}", record.kind, record.value));
                    } else {
                        desk.found(record);
                    }
                }
            }
        })
    }

    fn extract_as_msticpy(&self, printer: &mut Printer) -> Result<(), Error> {
        let extractor = IoCExtract::new();
        let options = ExtractOptions {
            ioc_types: self.types.clone(),
            include_paths: self.include_paths,
            ignore_tlds: self.no_tld_check,
            defanged: !self.no_defanged,
        };
        printer.print(&header::<ObservableRecord>(self.output.format))?;
        each_row(self.rows(), &self.output, printer, |row, desk| {
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

    fn extractor(&self) -> Result<Extractor, Error> {
        let overlap = if self.every {
            Overlap::Every
        } else {
            Overlap::Widest
        };
        let extractor = Extractor::new()
            .kinds(self.kinds()?)
            .overlap(overlap)
            .defanged(!self.no_defanged)
            .check_tld(!self.no_tld_check);
        Ok(self
            .pattern
            .iter()
            .fold(extractor, |extractor, (name, regex)| {
                extractor.pattern(name, regex.clone(), 0)
            }))
    }

    fn kinds(&self) -> Result<KindSet, Error> {
        let kinds = match &self.types {
            None => KindSet::ALL,
            Some(names) => names.iter().try_fold(own_patterns(), |kinds, name| {
                Ok::<_, Error>(kinds.with(kind(name)?))
            })?,
        };
        let paths = KindSet::PATHS.iter().filter(|_| self.no_paths);
        Ok(paths.fold(kinds, KindSet::without))
    }
}

/// The patterns of the caller's own, and no built-in type.
fn own_patterns() -> KindSet {
    KindSet::ALL.iter().fold(KindSet::ALL, KindSet::without)
}

fn kind(name: &str) -> Result<Kind, Error> {
    let fault = || {
        let known: Vec<_> = KindSet::ALL.iter().map(Kind::as_str).collect();
        Error::Usage(format!("--types: `{name}` is none of {}", known.join(" ")))
    };
    name.trim().parse().map_err(|_| fault())
}

fn pattern(text: &str) -> Result<(String, Regex), String> {
    let (name, regex) = text.split_once('=').ok_or("give NAME=REGEX")?;
    Ok((
        name.to_owned(),
        Regex::new(regex).map_err(|error| error.to_string())?,
    ))
}
