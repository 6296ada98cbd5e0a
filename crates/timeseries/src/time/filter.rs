//! [`Filter`]: stretches of time as a clause of a query.

use super::span::Span;
use super::{kql, sql};

/// What a query should keep: rows within stretches of time, perhaps of one host or user.
///
/// Names and values are escaped, so that nothing in them is read as a part of the query.
///
/// ```
/// use timeseries::time::{Filter, Span};
///
/// let span = Span {
///     start: "2024-05-01T10:00:00Z".parse()?,
///     end: "2024-05-01T12:00:00Z".parse()?,
/// };
/// let filter = Filter::new("event time").equal("host", "it's");
/// assert_eq!(
///     filter.sql(&[span]).as_deref(),
///     Some("WHERE \"host\" = 'it''s' AND (\"event time\" >= '2024-05-01 10:00:00+00:00' \
///           AND \"event time\" < '2024-05-01 12:00:00+00:00')")
/// );
/// assert_eq!(filter.sql(&[]), None);
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filter<'a> {
    time: &'a str,
    equal: Vec<(&'a str, &'a str)>,
}

impl<'a> Filter<'a> {
    /// Keeps the rows whose `time_column` lies in a stretch of time.
    #[must_use]
    pub const fn new(time_column: &'a str) -> Filter<'a> {
        Filter {
            time: time_column,
            equal: Vec::new(),
        }
    }

    /// Keeps of them the rows whose `column` holds the text `value`.
    #[must_use]
    pub fn equal(mut self, column: &'a str, value: &'a str) -> Filter<'a> {
        self.equal.push((column, value));
        self
    }

    /// A `| where` clause in the Kusto query language; `None` if there is no stretch of time.
    ///
    /// Kusto's times have seven digits after the second: a stretch begins no later and ends no
    /// earlier than it does.
    #[must_use]
    pub fn kql(&self, spans: &[Span]) -> Option<String> {
        let column = kql::column(self.time);
        let within = |span: &Span| {
            let (start, end) = (kql::datetime(span.start, 0), kql::datetime(span.end, 99));
            format!("{column} >= {start} and {column} < {end}")
        };
        let equal = |&(column, value): &(&str, &str)| {
            format!("{} == {}", kql::column(column), kql::text(value))
        };
        let condition = self.condition(spans, ["and", "or"], within, equal)?;
        Some(format!("| where {condition}"))
    }

    /// A `WHERE` clause in standard SQL; `None` if there is no stretch of time.
    ///
    /// Names stand in double quotes and times are text, which a database converts to the type of
    /// the column. Dialects that take a backslash for an escape are not standard SQL.
    #[must_use]
    pub fn sql(&self, spans: &[Span]) -> Option<String> {
        let column = sql::column(self.time);
        let within = |span: &Span| {
            let (start, end) = (sql::datetime(span.start), sql::datetime(span.end));
            format!("{column} >= {start} AND {column} < {end}")
        };
        let equal = |&(column, value): &(&str, &str)| {
            format!("{} = {}", sql::column(column), sql::text(value))
        };
        let condition = self.condition(spans, ["AND", "OR"], within, equal)?;
        Some(format!("WHERE {condition}"))
    }

    fn condition(
        &self,
        spans: &[Span],
        [and, or]: [&str; 2],
        within: impl Fn(&Span) -> String,
        equal: impl Fn(&(&str, &str)) -> String,
    ) -> Option<String> {
        let within = match spans {
            [] => return None,
            [span] if self.equal.is_empty() => return Some(within(span)),
            spans => spans
                .iter()
                .map(|span| format!("({})", within(span)))
                .collect::<Vec<_>>()
                .join(&format!(" {or} ")),
        };
        let mut terms: Vec<String> = self.equal.iter().map(equal).collect();
        if terms.is_empty() {
            return Some(within);
        }
        terms.push(if spans.len() > 1 {
            format!("({within})")
        } else {
            within
        });
        Some(terms.join(&format!(" {and} ")))
    }
}
