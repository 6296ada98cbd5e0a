//! [`Line`]: one result, as one JSON object on standard output.

use std::io::{Write as _, stdout};

use serde_json::{Value, json};

use crate::error::Error;

pub(crate) struct Line<'a> {
    pub(crate) case: &'a str,
    pub(crate) rival: &'a str,
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
    /// The share of the case that the rival was given, where the whole of it would take minutes;
    /// its time is that of the share, divided by it.
    pub(crate) share: f64,
    pub(crate) agree: bool,
}

impl Line<'_> {
    pub(crate) fn print(&self) -> Result<(), Error> {
        write(&self.fields())
    }

    /// With one number more.
    pub(crate) fn print_with(&self, name: &str, number: f64) -> Result<(), Error> {
        let mut line = self.fields();
        if let Some(fields) = line.as_object_mut() {
            fields.insert(name.to_owned(), json!(number));
        }
        write(&line)
    }

    fn fields(&self) -> Value {
        let theirs = self.theirs / self.share;
        let mut line = json!({
            "case": self.case,
            "rival": self.rival,
            "ours_seconds": self.ours,
            "rival_seconds": theirs,
            "ratio": theirs / self.ours,
            "agree": self.agree,
        });
        if let (true, Some(fields)) = (self.share < 1.0, line.as_object_mut()) {
            fields.insert("rival_share".to_owned(), json!(self.share));
        }
        line
    }
}

fn write(line: &Value) -> Result<(), Error> {
    writeln!(stdout().lock(), "{line}")?;
    Ok(())
}
