//! Where results go, and what the run amounts to in the end.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};

use crate::args::{Output, OutputFormat};
use crate::error::Error;
use crate::record::{Record, header};
use crate::status::Status;

/// What workers hand to the [`Printer`].
#[derive(Debug)]
pub enum Message<X> {
    /// Lines, with their ends.
    Lines {
        /// They themselves.
        lines: Vec<u8>,
        /// Is one of them a result? Problems are none.
        found: bool,
    },
    /// A result that is printed only if none with the same key came before.
    Once {
        /// With its end.
        line: Vec<u8>,
        /// By which it is told from others.
        key: String,
    },
    /// Something for standard error that is no failure.
    Note(String),
    /// A failure that the rest of the work survives.
    Failure(Error),
    /// What the tool itself collects.
    Extras(Vec<X>),
}

/// Prints results to standard output or a file, and notes to standard error.
pub struct Printer {
    out: Out,
    format: OutputFormat,
    place: String,
    quiet: bool,
    /// Results are waited for, line by line.
    live: bool,
    printed: HashSet<String>,
    found: bool,
    failed: bool,
}

impl Printer {
    /// Opens the output that `output` names.
    pub fn new(output: &Output) -> Result<Printer, Error> {
        let table = output.format == OutputFormat::Parquet;
        if table && output.output.is_none() && io::stdout().is_terminal() {
            return Err(Error::Usage(
                "Parquet is nothing to look at; name a file with -o".to_owned(),
            ));
        }
        let (out, place): (Box<dyn Write + Send>, _) = match &output.output {
            Some(path) => {
                let place = path.display().to_string();
                (
                    Box::new(File::create(path).map_err(Error::at(&place))?),
                    place,
                )
            }
            None => (Box::new(io::stdout()), "standard output".to_owned()),
        };
        Ok(Printer {
            out: Out::Lines(BufWriter::with_capacity(1 << 16, out)),
            format: output.format,
            place,
            quiet: output.quiet,
            live: !table && output.output.is_none() && io::stdout().is_terminal(),
            printed: HashSet::new(),
            found: false,
            failed: false,
        })
    }

    /// Says that records of this kind follow, each with these keys before it: what stands before
    /// them all.
    pub fn begin<R: Record>(&mut self, keys: &[String]) -> Result<(), Error> {
        match self.format {
            OutputFormat::Csv => self.print(&header::<R>(keys)),
            OutputFormat::Parquet => self.out.tabulate::<R>(keys).map_err(Error::at(&self.place)),
            OutputFormat::Text | OutputFormat::Jsonl => Ok(()),
        }
    }

    /// Prints what `message` holds; what the tool collects comes back.
    pub fn accept<X>(&mut self, message: Message<X>) -> Result<Vec<X>, Error> {
        match message {
            Message::Lines { lines, found } => {
                self.found |= found;
                self.print(&lines)?;
            }
            Message::Once { line, key } => {
                self.found = true;
                if self.printed.insert(key) {
                    self.print(&line)?;
                }
            }
            Message::Note(note) => self.note(&note),
            Message::Failure(error) => self.failure(&error),
            Message::Extras(extras) => return Ok(extras),
        }
        Ok(Vec::new())
    }

    /// Takes note that something was found, which is printed by other means.
    pub fn find(&mut self, count: usize) {
        self.found |= count > 0;
    }

    /// Prints lines as they are: a header, a heading, a problem.
    pub fn print(&mut self, line: &[u8]) -> Result<(), Error> {
        let done = self.out.print(line, self.live);
        done.map_err(Error::at(&self.place))
    }

    /// Says something on standard error.
    pub fn note(&mut self, note: &str) {
        if !self.quiet {
            crate::status::complain(note);
        }
    }

    /// Says what failed, and remembers that something did.
    pub fn failure(&mut self, error: &Error) {
        self.failed = true;
        crate::status::complain(&error.to_string());
    }

    /// Writes what is still held back, and sums up.
    pub fn finish(self) -> Result<Status, Error> {
        self.out.finish().map_err(Error::at(&self.place))?;
        Ok(match (self.failed, self.found) {
            (true, _) => Status::Failed,
            (false, true) => Status::Found,
            (false, false) => Status::Nothing,
        })
    }
}

type Lines = BufWriter<Box<dyn Write + Send>>;

/// What is printed to.
enum Out {
    Lines(Lines),
    #[cfg(feature = "parquet")]
    Table(Box<crate::table::Table<Lines>>),
}

impl Out {
    /// Makes a table of the lines that follow.
    #[cfg(feature = "parquet")]
    fn tabulate<R: Record>(&mut self, keys: &[String]) -> io::Result<()> {
        let nowhere = Out::Lines(BufWriter::new(Box::new(io::sink())));
        if let Out::Lines(lines) = std::mem::replace(self, nowhere) {
            let table = crate::table::Table::new(lines, keys, R::FIELDS)?;
            *self = Out::Table(Box::new(table));
        }
        Ok(())
    }

    #[cfg(not(feature = "parquet"))]
    #[expect(
        clippy::extra_unused_type_parameters,
        clippy::unused_self,
        reason = "as with the feature"
    )]
    fn tabulate<R: Record>(&mut self, _keys: &[String]) -> io::Result<()> {
        Err(io::Error::other(
            "Parquet is written by builds with the feature `parquet`",
        ))
    }

    fn print(&mut self, line: &[u8], live: bool) -> io::Result<()> {
        match self {
            Out::Lines(out) if live => out.write_all(line).and_then(|()| out.flush()),
            Out::Lines(out) => out.write_all(line),
            #[cfg(feature = "parquet")]
            Out::Table(table) => table.add(line),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Out::Lines(mut out) => out.flush(),
            #[cfg(feature = "parquet")]
            Out::Table(table) => table.finish(),
        }
    }
}
