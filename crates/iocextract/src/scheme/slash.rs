//! The slashes before a host, however spelled.

use crate::{
    marks::{Reading, escaped},
    style::Style,
    text::{byte, has_word},
};

/// How the parts of a path are divided where the separator is not plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slash {
    /// `/`
    Plain,
    /// `\`
    Back,
    /// `\/`, as JSON may write it.
    Escaped,
}

/// Two slashes at `at`, however spelled, and where they end.
pub(super) fn slashes(line: &str, at: usize, reading: Reading) -> Option<(usize, Slash)> {
    let (end, slash) = one_slash(line, at, reading)?;
    if byte(line, at) == b'[' && byte(line, at + 2) == b'/' {
        return Some((end, slash));
    }
    let (end, second) = one_slash(line, end, reading)?;
    (slash == second).then_some((end, slash))
}

fn one_slash(line: &str, at: usize, reading: Reading) -> Option<(usize, Slash)> {
    let forms = [
        ("/", Slash::Plain),
        ("\\/", Slash::Escaped),
        ("\\", Slash::Back),
        ("[//]", Slash::Plain),
        ("[/]", Slash::Plain),
    ];
    if let Some(mark) = escaped(line, at, b'/', reading) {
        return Some((at + mark.len, Slash::Plain));
    }
    let found = forms
        .iter()
        .filter(|(form, slash)| match (form.starts_with('['), slash) {
            (true, _) => reading.reads(Style::SchemeSign),
            (_, Slash::Back) => reading.reads(Style::Backslashes),
            _ => true,
        })
        .find(|(form, _)| has_word(line, at, form));
    found.map(|&(form, slash)| (at + form.len(), slash))
}
