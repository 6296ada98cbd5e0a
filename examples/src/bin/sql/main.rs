//! `sql`: the three verbs in a query engine, over files and folders of any size.

mod kind;
mod printed;
mod sink;
mod table;
mod tables;

use std::path::PathBuf;
use std::process::ExitCode;

use chaffinch_examples::error::Error;
use chaffinch_examples::parse;
use chaffinch_examples::status::Status;
use clap::{Parser, ValueEnum};
use datafusion::common::DataFusionError;
use datafusion::prelude::{SessionConfig, SessionContext};
use futures_util::StreamExt;
use std::num::NonZero;

/// Ask files and folders anything in SQL, with Base64 unpacking, indicators and anomalies as functions
#[derive(Parser)]
#[command(name = "sql", version, after_help = EXAMPLE)]
struct Args {
    /// The query; `'file.parquet'` in place of a table reads that file
    query: String,
    /// Tables: files and folders of CSV, TSV, JSON lines, Parquet or Arrow, called as they are without what follows the first dot, or NAME; `.gz`, `.bz2`, `.xz` and `.zst` are read through
    #[arg(value_name = "[NAME=]FILE")]
    tables: Vec<String>,
    /// How to print the rows
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Threads to work with; say ORDER BY where the order of the rows matters [default: all cores]
    #[arg(short = 'j', long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, for people: long cells are cut, and a thousand rows make a page
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header; lists and structs as JSON
    Csv,
    /// A Parquet file
    Parquet,
}

const EXAMPLE: &str = "\
Functions beside those of DataFusion:
  unpack_base64(text)                       a list of payloads: chain, text, file_type, sha256, bytes, ...
  unpack_base64_problems(text)              a list of what was wrong with them
  iocs(text [, 'url,ipv4,...'])             a list of indicators: type, value, raw, start, end, flags, ...
  stl(series, period [, seasonal])          a list of points: value, trend, seasonal, residual, ...
  anomalies(series [, period [, threshold]])  the same with score and anomalies (1 spike, -1 dip, 0)
A series is array_agg(value ORDER BY time). `unnest` makes rows of a list.
Names of tables and columns are as they stand in the files, upper and lower case.

Examples: what hides in the command lines; the hosts with an odd hour, from a folder of Parquet files
  sql \"SELECT Computer, unnest(unpack_base64(CommandLine))['text'] AS hidden FROM processes\" processes.csv
  sql \"SELECT host, unnest(anomalies(array_agg(n ORDER BY hour))) FROM counts GROUP BY host\" counts/ -f jsonl

Exit status: 0 rows found, 1 none, 2 an error.";

fn main() -> ExitCode {
    Status::exit(run(&parse::arguments()))
}

fn run(args: &Args) -> Result<Status, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(args.threads().get())
        .build()
        .map_err(Error::at("threads"))?;
    runtime.block_on(query(args))
}

async fn query(args: &Args) -> Result<Status, Error> {
    let ctx = args.session();
    for table in &args.tables {
        tables::add(&ctx, table).await?;
    }
    let frame = ctx.sql(&args.query).await.map_err(|error| told(&error))?;
    let mut rows = frame.execute_stream().await.map_err(|error| told(&error))?;
    // Not before: a query that cannot be run leaves the file that is there alone.
    let mut sink = sink::open(args.format, args.output.as_deref(), rows.schema())?;
    let mut status = Status::Nothing;
    while let Some(batch) = rows.next().await {
        let batch = batch.map_err(|error| told(&error))?;
        if batch.num_rows() > 0 {
            status = Status::Found;
        }
        sink.write(&batch)?;
    }
    sink.finish()?;
    Ok(status)
}

impl Args {
    fn threads(&self) -> NonZero<usize> {
        let all = || std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        self.threads.unwrap_or_else(all)
    }

    fn session(&self) -> SessionContext {
        let mut config = SessionConfig::new()
            .with_target_partitions(self.threads().get())
            .with_information_schema(true);
        let options = config.options_mut();
        // The columns of logs are called `CommandLine`.
        options.sql_parser.enable_ident_normalization = false;
        options.catalog.newlines_in_values = true;
        // Only what a filter leaves is read of the other columns.
        options.execution.parquet.pushdown_filters = true;
        let ctx = SessionContext::new_with_config(config).enable_url_table();
        frames::datafusion::register(&ctx);
        ctx
    }
}

/// An error of the engine in one line.
fn told(error: &DataFusionError) -> Error {
    let message = error.strip_backtrace();
    let lines = message.lines().map(str::trim);
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    Error::Usage(lines.join("; "))
}
