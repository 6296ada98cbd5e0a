//! Periods as a filter in SQL.

use timeseries::time::{Filter, Span};

use super::kql::Periods;
use crate::time;

/// Keeps what lies in the periods of any of the series; nothing, where there are none.
#[must_use]
pub(super) fn filter(column: &str, series: &[Periods<'_>]) -> String {
    const WHERE: &str = "WHERE ";
    let clauses = series.iter().filter_map(|(keys, periods)| {
        let filter = keys
            .iter()
            .fold(Filter::new(column), |filter, (key, value)| {
                filter.equal(key, value)
            });
        let spans: Vec<_> = periods
            .iter()
            .map(|&(start, end)| Span {
                start: time::instant(start),
                end: time::instant(end),
            })
            .collect();
        let clause = filter.sql(&spans)?;
        Some(clause.strip_prefix(WHERE).unwrap_or(&clause).to_owned())
    });
    let clauses: Vec<_> = clauses.collect();
    match clauses.as_slice() {
        // Not every database knows FALSE.
        [] => format!("{WHERE}1 = 0"),
        [clause] => format!("{WHERE}{clause}"),
        clauses => format!("{WHERE}({})", clauses.join(") OR (")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use msticpy::timeseries::Timestamp;

    #[test]
    fn no_periods_keep_nothing() {
        assert_eq!(filter("t", &[(&[], &[])]), "WHERE 1 = 0");
    }

    #[test]
    fn names_and_values_are_quoted() {
        let hour = (Timestamp::utc(0), Timestamp::utc(3_600_000_000_000));
        let one = [("Host".to_owned(), "a'; DROP TABLE x --".to_owned())];
        let other = [("Host".to_owned(), "b".to_owned())];
        let within = |column: &str| {
            format!(
                "({column} >= '1970-01-01 00:00:00+00:00' AND {column} < '1970-01-01 01:00:00+00:00')"
            )
        };
        assert_eq!(
            filter(
                "a \"b\"",
                &[(&one, &[hour]), (&other, &[]), (&other, &[hour])]
            ),
            format!(
                "WHERE (\"Host\" = 'a''; DROP TABLE x --' AND {0}) OR (\"Host\" = 'b' AND {0})",
                within("\"a \"\"b\"\"\"")
            )
        );
    }
}
