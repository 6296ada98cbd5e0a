//! The options that all four tools share.

use std::num::NonZero;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::{Args, ValueEnum};

/// What to read, and as what.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Input")]
pub struct Input {
    /// Files to read; none, or `-`, is standard input; `.gz` and `.zst` are read through
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How to read them; `auto` goes by the name, then by the content
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub input_format: InputFormat,
}

impl Input {
    /// What to call it all in a message.
    #[must_use]
    pub fn name(&self) -> String {
        match self.files.as_slice() {
            [] => "standard input".to_owned(),
            files => files
                .iter()
                .map(|file| file.display().to_string())
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

/// Which columns of the input to search.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Input")]
pub struct Columns {
    /// Search this column (repeatable; a dotted path reaches into nested JSON) [default: every text column]
    #[arg(short = 'c', long = "column", value_name = "NAME")]
    pub names: Vec<String>,
}

/// What to print, and how to go about it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// How to print what was found
    #[arg(short, long, value_enum, default_value_t)]
    pub format: OutputFormat,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Threads to work with; the output is the same for any number [default: all cores]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
    /// Say nothing on standard error but errors
    #[arg(short, long)]
    pub quiet: bool,
    /// A progress bar on standard error, where that is a terminal and the work takes longer than a second
    #[arg(long, value_enum, default_value_t)]
    pub progress: Progress,
}

impl Output {
    /// The number of threads to work with.
    #[must_use]
    pub fn threads(&self) -> NonZero<usize> {
        let all = || std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
        self.threads.unwrap_or_else(all)
    }
}

/// How input is cut into rows and cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// By the file's name, then by its content
    #[default]
    Auto,
    /// One row a line
    Text,
    /// Comma-separated values with a header (`.tsv`: tab-separated)
    Csv,
    /// One JSON value a line
    Jsonl,
    /// Apache Parquet
    Parquet,
    /// Arrow's files and streams
    Arrow,
    /// Each file is one row as it stands; archives are unpacked
    Bytes,
}

/// How results are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// Apache Parquet
    Parquet,
}

/// Whether to show how far the work has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// Where someone is looking
    #[default]
    Auto,
    /// Not at all
    Never,
}

/// Whose results to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Compat {
    /// Those of MSTICPy 3.0.2, faults and all
    Msticpy,
}

/// How bytes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BytesFormat {
    /// Two digits a byte
    Hex,
    /// Base64
    Base64,
}

impl BytesFormat {
    /// The bytes as text.
    #[must_use]
    pub fn show(self, bytes: &[u8]) -> String {
        match self {
            BytesFormat::Hex => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
            BytesFormat::Base64 => STANDARD.encode(bytes),
        }
    }
}
