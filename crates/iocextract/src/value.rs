//! The one spelling of a value that all its spellings share.

use std::borrow::Cow;

use crate::{kind::Kind, refang::refang};

/// The refanged, normalised form of an indicator.
pub(crate) fn value(kind: Kind, raw: &str) -> Cow<'_, str> {
    let plain = refang(kind, raw);
    match kind {
        Kind::Md5 | Kind::Sha1 | Kind::Sha256 => lower(plain),
        _ => plain,
    }
}

fn lower(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        text
    }
}
