//! The grammars, one a file.

pub(crate) mod hash;
