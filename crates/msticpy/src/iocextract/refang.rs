//! The original's refanging: plain replacements anywhere in the value, case-sensitive.

use std::borrow::Cow;

pub(super) fn refang<'h>(value: Cow<'h, str>, kind: &str) -> Cow<'h, str> {
    let spellings: &[(&str, &str)] = match kind {
        "email" => &[("[AT]", "@"), ("[.]", ".")],
        "url" => &[("hXXp", "http"), ("fXp", "ftp"), ("[.]", ".")],
        _ => &[("[.]", ".")],
    };
    spellings.iter().fold(value, |value, (defanged, plain)| {
        if value.contains(defanged) {
            Cow::Owned(value.replace(defanged, plain))
        } else {
            value
        }
    })
}
