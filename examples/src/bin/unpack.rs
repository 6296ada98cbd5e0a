//! `unpack`: what is encoded in text, layer under layer.

use std::process::ExitCode;

use b64unpack::Unpacker;
use chaffinch_examples::args::{self, BytesFormat, Compat, Input, Output};
use chaffinch_examples::error::Error;
use chaffinch_examples::held::{Candidate, Held};
use chaffinch_examples::input::{Columns, Rows};
use chaffinch_examples::parse;
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::payload::PayloadRecord;
use chaffinch_examples::record::problem::Problems;
use chaffinch_examples::record::render;
use chaffinch_examples::record::unpacked::UnpackedRecord;
use chaffinch_examples::repeats::{Outcome, Repeats};
use chaffinch_examples::row::{Cell, Row};
use chaffinch_examples::status::Status;
use chaffinch_examples::stencil::Stencil;
use chaffinch_examples::stream::{Desk, each_row, each_row_with};
use chaffinch_examples::unpacking::UnpackArgs;
use clap::Parser;
use msticpy::base64unpack::Options;

/// Find what is encoded in text, decode it, and unpack what it holds: archives, compressed streams, more of the kind
#[derive(Parser)]
#[command(name = "unpack", version, after_help = EXAMPLE)]
struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    columns: args::Columns,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    unpacking: UnpackArgs,
    /// How much of a text to print
    #[arg(long, default_value_t = 65_536, value_name = "BYTES")]
    text_limit: usize,
    /// Print the bytes of payloads too
    #[arg(long, value_enum, value_name = "HOW")]
    bytes: Option<BytesFormat>,
    /// Print what MSTICPy 3.0.2 finds, as it does
    #[arg(long, value_enum, value_name = "ORIGINAL", conflicts_with_all = OURS)]
    compat: Option<Compat>,
    /// With --compat: try UTF-16 before UTF-8
    #[arg(long, requires = "compat")]
    utf16: bool,
}

/// Options that the original has no counterpart for.
const OURS: [&str; 8] = [
    "encodings",
    "min_confidence",
    "max_depth",
    "max_output",
    "password",
    "as_format",
    "text_limit",
    "bytes",
];

const EXAMPLE: &str = "\
Example: what is hidden in a log of processes
  unpack processes.csv --column CommandLine --format jsonl

Exit status: 0 payloads found, 1 none, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let mut printer = Printer::new(&args.output)?;
    let columns = Columns {
        names: args.columns.names.clone(),
        ..Columns::default()
    };
    let rows = Rows::new(
        &args.unpacking.input(&args.input)?,
        columns,
        Meter::new(&args.output),
    );
    match args.compat {
        None => {
            printer.begin::<PayloadRecord>(&[])?;
            let passwords = args.unpacking.passwords();
            let unpacker = args.unpacking.unpacker(&passwords);
            let work = |row: &Row, repeats: &mut Repeats<()>, desk: &mut Desk<'_>| {
                args.unpack(unpacker, row, repeats, desk);
            };
            each_row(rows, &args.output, &mut printer, work)?;
        }
        Some(Compat::Msticpy) => args.unpack_as_msticpy(rows, &mut printer)?,
    }
    printer.finish()
}

impl Args {
    fn unpack(
        &self,
        unpacker: Unpacker<'_>,
        row: &Row,
        repeats: &mut Repeats<()>,
        desk: &mut Desk<'_>,
    ) {
        let unpacker = unpacker.container_input(row.is_whole_file());
        for cell in row.cells() {
            let make = |outcome: &mut Outcome<()>| {
                self.unpack_cell(unpacker, row.number(), cell, &mut outcome.stencil, desk);
            };
            let outcome = match row.is_whole_file() {
                true => repeats.fresh(0, make),
                false => repeats.outcome(cell, 0, make),
            };
            desk.print(&outcome.stencil, row.number());
        }
    }

    fn unpack_cell(
        &self,
        unpacker: Unpacker<'_>,
        row: usize,
        cell: Cell<'_>,
        stencil: &mut Stencil,
        desk: &mut Desk<'_>,
    ) {
        let format = self.output.format;
        let tree = unpacker.unpack(cell.bytes);
        let mut problems = Problems::of(&tree);
        for payload in tree.iter() {
            let own = problems.take(payload);
            let mut record = PayloadRecord::new(row, cell.column, payload, own, self.text_limit);
            record.bytes = self.bytes.map(|how| how.show(payload.bytes()));
            stencil.found(&record, row, format);
            desk.relieve(stencil, row);
        }
        for record in problems.rest(row, cell.column) {
            stencil.aside(&record, row, format);
        }
    }

    fn unpack_as_msticpy(&self, rows: Rows, printer: &mut Printer) -> Result<(), Error> {
        let mut held = Held::default();
        let hold = |row: &Row, (): &mut (), desk: &mut Desk<Candidate>| {
            let candidates = row.cells().filter_map(|cell| Candidate::new(row, cell));
            candidates.for_each(|candidate| desk.extra(candidate));
        };
        each_row_with(rows, &self.output, printer, hold, |candidate| {
            held.add(candidate);
        })?;
        let format = self.output.format;
        printer.begin::<UnpackedRecord>(&[])?;
        for record in held.unpack(Options::new().utf16(self.utf16)) {
            printer.find(record.records.len());
            printer.print(&render(&record, format))?;
            for problem in &record.problems {
                printer.note(&format!("row {}: {problem}", record.row));
            }
        }
        Ok(())
    }
}
