//! Names, texts and times as the Kusto query language writes them.

use jiff::Timestamp;
use std::fmt::Write as _;

/// Plain names that mean something else where a column is expected.
const RESERVED: [&str; 16] = [
    "and", "between", "by", "contains", "datetime", "dynamic", "false", "has", "in", "let", "not",
    "or", "project", "true", "typeof", "where",
];

/// A column's name: as it is if it is an identifier, else in brackets and quotes.
pub(super) fn column(name: &str) -> String {
    let mut letters = name.chars();
    let begins = letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    let plain = begins && letters.all(|c| c.is_ascii_alphanumeric() || c == '_');
    if plain && !RESERVED.contains(&name) {
        name.to_owned()
    } else {
        format!("[{}]", quoted(name, '\''))
    }
}

/// A string literal.
pub(super) fn text(value: &str) -> String {
    quoted(value, '"')
}

/// An instant in ticks of 100 ns; `up` nanoseconds later before the rest is cut off. The calendar
/// of Kusto begins with the year 1.
pub(super) fn datetime(time: Timestamp, up: i128) -> String {
    const YEAR_1: i128 = -62_135_596_800_000_000_000;
    let ticks = (time.as_nanosecond() + up)
        .div_euclid(100)
        .max(YEAR_1 / 100);
    let time = Timestamp::from_nanosecond(ticks * 100).unwrap_or(Timestamp::MAX);
    format!("datetime({time})")
}

fn quoted(text: &str, quote: char) -> String {
    let mut quoted = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' | '\'' | '"' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            // Line separators end a literal in some parsers as a newline does.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push(quote);
    quoted
}
