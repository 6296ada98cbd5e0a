//! What went wrong in somebody's data.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use b64unpack::{Payload, PayloadId, Tree};
use serde::Serialize;

use super::shape::{Field, object, text, whole};
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

impl Problem {
    /// Its fields.
    pub const FIELDS: [Field; 3] = [text("kind"), text("message"), whole("offset")];
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

/// The problems of a tree, by the payload that they belong to.
#[derive(Debug, Clone, Default)]
pub struct Problems(BTreeMap<Option<PayloadId>, Vec<Problem>>);

impl Problems {
    /// Those of `tree`.
    #[must_use]
    pub fn of(tree: &Tree) -> Problems {
        let mut problems = Problems::default();
        for problem in tree.problems() {
            problems
                .0
                .entry(problem.payload())
                .or_default()
                .push(problem.into());
        }
        problems
    }

    /// Takes out those of `payload`.
    pub fn take(&mut self, payload: Payload<'_>) -> Vec<Problem> {
        self.0.remove(&Some(payload.id())).unwrap_or_default()
    }

    /// Those that no payload has taken, as records of `column` of `row`.
    pub fn rest<'a>(
        self,
        row: usize,
        column: Option<&'a str>,
    ) -> impl Iterator<Item = ProblemRecord<'a>> + use<'a> {
        let rest = self.0.into_values().flatten();
        rest.map(move |problem| ProblemRecord {
            row,
            column,
            problem,
        })
    }
}

impl Record for ProblemRecord<'_> {
    const FIELDS: &'static [Field] = &[
        whole("row"),
        text("column"),
        object("problem", &Problem::FIELDS),
    ];
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
