//! What the example binaries share: arguments, input, output, and the shapes of what they print.
//!
//! The tools themselves are in `src/bin`; how they are used is in the package's `README.md`.

pub mod allow_list;
pub mod args;
pub mod detect;
pub mod error;
pub mod events;
pub mod export;
pub mod held;
pub mod hunter;
pub mod input;
pub mod memo;
pub mod parallel;
pub mod parse;
pub mod plot;
pub mod printable;
pub mod printer;
pub mod progress;
pub mod record;
pub mod repeats;
pub mod reported;
pub mod reporter;
pub mod row;
pub mod sample;
pub mod searching;
pub mod series;
pub mod spans;
pub mod status;
pub mod stencil;
pub mod stream;
pub mod summary;
#[cfg(feature = "parquet")]
pub mod table;
pub mod tally;
pub mod time;
pub mod unpacking;

/// The workspace's `README.md`, so that its examples are compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// `docs/adding-a-format.md`, likewise.
#[cfg(doctest)]
#[doc = include_str!("../../docs/adding-a-format.md")]
struct AddingAFormat;

/// `docs/adding-an-indicator.md`, likewise.
#[cfg(doctest)]
#[doc = include_str!("../../docs/adding-an-indicator.md")]
struct AddingAnIndicator;
