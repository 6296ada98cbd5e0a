//! What went wrong in somebody's data.

use std::fmt::{self, Display, Formatter};

use b64unpack::Tree;
use serde::Serialize;

use super::{Place, Record};
use crate::printable::Printable;

/// A problem with a payload, or with a whole cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `limit:depth`, `truncated`, `checksum`, …
    pub kind: String,
    /// A sentence.
    pub message: String,
    /// Where, in the bytes of the payload it belongs to, or of the cell.
    pub offset: usize,
}

impl From<&b64unpack::Problem> for Problem {
    fn from(problem: &b64unpack::Problem) -> Problem {
        Problem {
            kind: problem.kind().name().to_string(),
            message: problem.message().to_owned(),
            offset: problem.offset(),
        }
    }
}

/// A problem that belongs to no payload: a limit that ended the work, most often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemRecord<'a> {
    /// The row, from 0.
    pub row: usize,
    /// The column.
    pub column: Option<&'a str>,
    /// What is wrong.
    pub problem: Problem,
}

impl<'a> ProblemRecord<'a> {
    /// The problems of `tree` that belong to none of its payloads; it is that of `column` of `row`.
    pub fn of_cell(
        row: usize,
        column: Option<&'a str>,
        tree: &Tree,
    ) -> impl Iterator<Item = ProblemRecord<'a>> {
        let own = tree
            .problems()
            .iter()
            .filter(|problem| problem.payload().is_none());
        own.map(move |problem| ProblemRecord {
            row,
            column,
            problem: problem.into(),
        })
    }
}

impl Record for ProblemRecord<'_> {
    const FIELDS: &'static [&'static str] = &["row", "column", "problem"];
}

impl Display for ProblemRecord<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let place = Place {
            row: self.row,
            column: self.column,
        };
        let Problem {
            kind,
            message,
            offset,
        } = &self.problem;
        writeln!(
            f,
            "{place}: problem at byte {offset}: {} ({kind})",
            Printable(message)
        )
    }
}
