//! Names, texts and times as standard SQL writes them.

use jiff::Timestamp;
use jiff::tz::Offset;

/// A delimited identifier.
pub(super) fn column(name: &str) -> String {
    quoted(name, '"')
}

/// A string literal.
pub(super) fn text(value: &str) -> String {
    quoted(value, '\'')
}

/// An instant in UTC, with as many digits after the second as it has.
pub(super) fn datetime(time: Timestamp) -> String {
    let clock = Offset::UTC.to_datetime(time);
    format!("'{} {}+00:00'", clock.date(), clock.time())
}

fn quoted(text: &str, quote: char) -> String {
    let doubled = format!("{quote}{quote}");
    format!("{quote}{}{quote}", text.replace(quote, &doubled))
}
