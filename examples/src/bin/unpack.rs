//! `unpack`: what is encoded in text, layer under layer.

use std::process::ExitCode;

use b64unpack::{Alphabet, Finder, Limits, Unpacker};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chaffinch_examples::args::{self, Compat, Input, Output};
use chaffinch_examples::error::Error;
use chaffinch_examples::input::{Columns, Rows};
use chaffinch_examples::parse;
use chaffinch_examples::printer::Printer;
use chaffinch_examples::progress::Meter;
use chaffinch_examples::record::header;
use chaffinch_examples::record::payload::PayloadRecord;
use chaffinch_examples::record::problem::ProblemRecord;
use chaffinch_examples::row::Row;
use chaffinch_examples::status::Status;
use chaffinch_examples::stream::{Desk, each_row};
use clap::{Parser, ValueEnum};

/// Find Base64 in text, decode it, and unpack what it holds: gzip, zip, tar, more Base64
#[derive(Parser)]
#[command(name = "unpack", version, after_help = EXAMPLE)]
struct Args {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    columns: args::Columns,
    #[command(flatten)]
    output: Output,
    /// What to look for
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "all",
        value_name = "LIST"
    )]
    encodings: Vec<Encoding>,
    /// Leave out payloads that are less likely than this, from 0 to 1, to have been encoded on purpose
    #[arg(long, default_value_t = 0.5, value_parser = confidence, value_name = "X")]
    min_confidence: f32,
    /// How many layers to unpack
    #[arg(long, default_value_t = 10, value_name = "N")]
    max_depth: u32,
    /// How much to unpack from one cell
    #[arg(long, value_name = "BYTES")]
    max_output: Option<u64>,
    /// How much of a text to print
    #[arg(long, default_value_t = 65_536, value_name = "BYTES")]
    text_limit: usize,
    /// Print the bytes of payloads too
    #[arg(long, value_enum, value_name = "HOW")]
    bytes: Option<Bytes>,
    /// Print what MSTICPy 3.0.2 finds, as it does
    #[arg(long, value_enum, value_name = "ORIGINAL")]
    compat: Option<Compat>,
    /// With --compat: try UTF-16 before UTF-8
    #[arg(long, requires = "compat")]
    utf16: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Encoding {
    /// Base64 with + and /
    Base64,
    /// Base64 with - and _
    Base64url,
    /// All of them
    All,
}

#[derive(Clone, Copy, ValueEnum)]
enum Bytes {
    /// Two digits a byte
    Hex,
    /// Base64
    Base64,
}

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
    let rows = Rows::new(&args.input, columns, Meter::new(&args.output));
    match args.compat {
        None => {
            printer.print(&header::<PayloadRecord>(args.output.format))?;
            let unpacker = args.unpacker();
            each_row(rows, &args.output, &mut printer, |row, desk| {
                args.unpack(unpacker, row, desk);
            })?;
        }
        Some(Compat::Msticpy) => return Err(Error::Usage("--compat is not supported yet".into())),
    }
    printer.finish()
}

impl Args {
    fn unpacker(&self) -> Unpacker {
        let limits = Limits::DEFAULT.depth(self.max_depth);
        Unpacker::new()
            .finder(Finder::new().alphabet(self.alphabet()))
            .limits(
                self.max_output
                    .map_or(limits, |bytes| limits.total_bytes(bytes).entry_bytes(bytes)),
            )
            .min_confidence(self.min_confidence)
    }

    fn alphabet(&self) -> Alphabet {
        let has = |encoding| self.encodings.contains(&encoding);
        match (has(Encoding::Base64), has(Encoding::Base64url)) {
            (true, false) if !has(Encoding::All) => Alphabet::Standard,
            (false, true) if !has(Encoding::All) => Alphabet::UrlSafe,
            _ => Alphabet::Either,
        }
    }

    fn unpack(&self, unpacker: Unpacker, row: &Row, desk: &mut Desk) {
        for cell in row.cells() {
            let tree = unpacker
                .container_input(row.is_whole_file())
                .unpack(cell.bytes);
            for payload in tree.iter() {
                let mut record =
                    PayloadRecord::new(row.number(), cell.column, &tree, payload, self.text_limit);
                record.bytes = self.bytes.map(|how| how.show(payload.bytes()));
                desk.found(&record);
            }
            for record in ProblemRecord::of_cell(row.number(), cell.column, &tree) {
                desk.aside(&record);
            }
        }
    }
}

fn confidence(text: &str) -> Result<f32, String> {
    let number = text
        .parse()
        .ok()
        .filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "give a number from 0 to 1".to_owned())
}

impl Bytes {
    fn show(self, bytes: &[u8]) -> String {
        match self {
            Bytes::Hex => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            Bytes::Base64 => STANDARD.encode(bytes),
        }
    }
}
