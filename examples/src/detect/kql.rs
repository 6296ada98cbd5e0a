//! Periods as a filter in the Kusto query language.

use msticpy::timeseries::Timestamp;

use crate::time;

/// The periods of a series: what tells its rows apart, and when they are.
pub(super) type Periods<'a> = (&'a [(String, String)], &'a [(Timestamp, Timestamp)]);

/// Keeps what lies in the periods of any of the series; nothing, where there are none.
#[must_use]
pub(super) fn filter(column: &str, series: &[Periods<'_>]) -> String {
    let column = name(column);
    let series = series.iter().filter(|(_, periods)| !periods.is_empty());
    let each: Vec<_> = series
        .map(|(keys, periods)| of_series(&column, keys, periods))
        .collect();
    if each.is_empty() {
        return "| where false".to_owned();
    }
    format!("| where {}", each.join(" or "))
}

fn of_series(
    column: &str,
    keys: &[(String, String)],
    periods: &[(Timestamp, Timestamp)],
) -> String {
    let between = periods.iter().map(|&(start, end)| {
        let (start, end) = (time::rfc3339(start), time::rfc3339(end));
        format!("{column} between (datetime({start}) .. datetime({end}))")
    });
    let between = between.collect::<Vec<_>>().join(" or ");
    if keys.is_empty() {
        return between;
    }
    // `tostring` makes numbers and nulls comparable with what stood in the input.
    let equal = keys.iter().map(|(key, value)| {
        let value = escaped(value).replace('"', "\\\"");
        format!("tostring({}) == \"{value}\"", name(key))
    });
    let equal = equal.collect::<Vec<_>>().join(" and ");
    format!("({equal} and ({between}))")
}

/// A column's name as KQL wants it: plain, or in brackets and quotes.
fn name(column: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts_well = column.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts_well && column.chars().all(plain) {
        return column.to_owned();
    }
    format!("['{}']", escaped(column).replace('\'', r"\'"))
}

/// Without what ends a line, which no literal may hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str(r"\\"),
            '\n' => escaped.push_str(r"\n"),
            '\r' => escaped.push_str(r"\r"),
            '\t' => escaped.push_str(r"\t"),
            c if c.is_control() => escaped.push_str(&format!(r"\u{:04x}", u32::from(c))),
            c => escaped.push(c),
        }
    }
    escaped
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
        assert_eq!(filter("t", &[(&[], &[])]), "| where false");
        let period = (Timestamp::utc(0), Timestamp::utc(3_600_000_000_000));
        assert_eq!(
            filter("t", &[(&[], &[period, period])]),
            "| where t between (datetime(1970-01-01T00:00:00Z) .. datetime(1970-01-01T01:00:00Z)) \
             or t between (datetime(1970-01-01T00:00:00Z) .. datetime(1970-01-01T01:00:00Z))"
        );
    }

    #[test]
    fn values_are_quoted() {
        let keys = [("Host".to_owned(), "a\"b\\\n| union *".to_owned())];
        let period = [(Timestamp::utc(0), Timestamp::utc(0))];
        assert_eq!(
            filter("t", &[(&keys, &[]), (&keys, &period)]),
            r#"| where (tostring(Host) == "a\"b\\\n| union *" and (t between (datetime(1970-01-01T00:00:00Z) .. datetime(1970-01-01T00:00:00Z))))"#
        );
    }
}
