//! Where results go, and what the run amounts to in the end.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};

use crate::args::Output;
use crate::error::Error;
use crate::status::Status;

/// What workers hand to the [`Printer`].
#[derive(Debug)]
pub enum Message<X> {
    /// A result, rendered.
    Found {
        /// With its line end.
        line: Vec<u8>,
        /// Print it only if nothing with the same key came before.
        once: Option<String>,
    },
    /// Something worth printing that is no result: a problem.
    Aside(Vec<u8>),
    /// Something for standard error that is no failure.
    Note(String),
    /// A failure that the rest of the work survives.
    Failure(Error),
    /// What the tool itself collects.
    Extra(X),
}

/// Prints results to standard output or a file, and notes to standard error.
pub struct Printer {
    out: BufWriter<Box<dyn Write>>,
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
        let (out, place): (Box<dyn Write>, _) = match &output.output {
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
            out: BufWriter::with_capacity(1 << 16, out),
            place,
            quiet: output.quiet,
            live: output.output.is_none() && io::stdout().is_terminal(),
            printed: HashSet::new(),
            found: false,
            failed: false,
        })
    }

    /// Prints what `message` holds; what the tool collects comes back.
    pub fn accept<X>(&mut self, message: Message<X>) -> Result<Option<X>, Error> {
        match message {
            Message::Found { line, once } => {
                self.found = true;
                if once.is_none_or(|key| self.printed.insert(key)) {
                    self.print(&line)?;
                }
            }
            Message::Aside(line) => self.print(&line)?,
            Message::Note(note) => self.note(&note),
            Message::Failure(error) => self.failure(&error),
            Message::Extra(extra) => return Ok(Some(extra)),
        }
        Ok(None)
    }

    /// Takes note that something was found, which is printed by other means.
    pub fn find(&mut self, count: usize) {
        self.found |= count > 0;
    }

    /// Prints a line as it is: a header, a heading, a problem.
    pub fn print(&mut self, line: &[u8]) -> Result<(), Error> {
        let done = self
            .out
            .write_all(line)
            .and_then(|()| if self.live { self.out.flush() } else { Ok(()) });
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
    pub fn finish(mut self) -> Result<Status, Error> {
        self.out.flush().map_err(Error::at(&self.place))?;
        Ok(match (self.failed, self.found) {
            (true, _) => Status::Failed,
            (false, true) => Status::Found,
            (false, false) => Status::Nothing,
        })
    }
}
