//! Periods as a filter in the Kusto query language.

use msticpy::timeseries::Timestamp;

use crate::time;

/// Keeps what lies in the periods; nothing, where there are none.
pub(super) fn filter(column: &str, periods: &[(Timestamp, Timestamp)]) -> String {
    if periods.is_empty() {
        return "| where false".to_owned();
    }
    let column = name(column);
    let between = periods.iter().map(|&(start, end)| {
        let (start, end) = (time::rfc3339(start), time::rfc3339(end));
        format!("{column} between (datetime({start}) .. datetime({end}))")
    });
    format!("| where {}", between.collect::<Vec<_>>().join(" or "))
}

/// A column's name as KQL wants it: plain, or in brackets and quotes.
fn name(column: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts_well = column.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts_well && column.chars().all(plain) {
        return column.to_owned();
    }
    format!("['{}']", column.replace('\\', r"\\").replace('\'', r"\'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_they_must_be() {
        assert_eq!(name("TimeGenerated"), "TimeGenerated");
        assert_eq!(name("my time"), "['my time']");
        assert_eq!(name("1st"), "['1st']");
        assert_eq!(name(r"it's \"), r"['it\'s \\']");
        assert_eq!(name(""), "['']");
    }

    #[test]
    fn no_periods_keep_nothing() {
        assert_eq!(filter("t", &[]), "| where false");
        let period = (Timestamp::utc(0), Timestamp::utc(3_600_000_000_000));
        assert_eq!(
            filter("t", &[period, period]),
            "| where t between (datetime(1970-01-01T00:00:00Z) .. datetime(1970-01-01T01:00:00Z)) \
             or t between (datetime(1970-01-01T00:00:00Z) .. datetime(1970-01-01T01:00:00Z))"
        );
    }
}
