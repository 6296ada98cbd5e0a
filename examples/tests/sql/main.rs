//! The binary `sql`: its answers against those of the other tools, files of every kind, its manners,
//! and the walk-through of the documents.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod answers;
mod files;
mod manners;
mod support;
mod walk;
