//! The binaries, run as their users run them.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "helpers of tests fail loudly too"
)]

#[cfg(feature = "parquet")]
mod columnar;
mod help;
mod kinds;
mod lab;
mod pipes;
mod plot;
mod report;
mod sample;
mod support;
mod table;
mod threads;
