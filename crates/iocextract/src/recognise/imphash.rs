//! The digest of the functions that a PE file imports: an MD5.
//!
//! Source: Mandiant, "Tracking Malware with Import Hashing" (2014). Nothing but a word beside it
//! tells it from the MD5 of a file.

use crate::{kind::Kind, recognise::labelled::Label};

pub(crate) const LABEL: Label = Label {
    kind: Kind::Imphash,
    word: "imphash",
    split: &["imp", "import"],
};
