//! The digest that Authenticode signs: that of a PE file without its signature and checksum.
//!
//! Source: Microsoft, "Windows Authenticode Portable Executable Signature Format" (2008). Nothing
//! but a word beside it tells it from the digest of the whole file.

use crate::{kind::Kind, recognise::labelled::Label};

pub(crate) const LABEL: Label = Label {
    kind: Kind::Authentihash,
    word: "authentihash",
    split: &["authenti", "authenticode"],
};
