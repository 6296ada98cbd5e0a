//! Arrow arrays in, Arrow arrays out, one row for each row: what query engines call.
//!
//! | kernel | from | to, for each row |
//! |---|---|---|
//! | [`unpack_base64`] | text or bytes | its payloads |
//! | [`unpack_base64_problems`] | text or bytes | what was wrong on the way |
//! | [`iocs`](iocs()) | text or bytes | its indicators |
//! | [`stl`](stl()) | a list of numbers | its points, taken apart |
//! | [`anomalies`](anomalies()) | a list of numbers | its points, scored |
//!
//! The result is a [`ListArray`](arrow_array::ListArray) of structs of the length of what is given.
//! A null stays a null; a row with nothing in it is an empty list. The `…_type` functions give the
//! type, which is the same for every input; only the type of a series' times is taken over.
//!
//! A value that comes again in an array, in a dictionary or not, is worked once. With more than one
//! thread an array is worked in parts, and what comes out is the same for any number. Engines that
//! work several batches at once ask for [`ONE_THREAD`].

mod anomalies;
mod by_cell;
mod distinct;
mod entries;
mod iocs;
mod parts;
mod points;
mod series;
mod stl;
mod unpack_base64;
mod unpack_base64_problems;

pub use anomalies::{Method, anomalies, anomalies_type};
pub use iocs::{iocs, iocs_type};
pub use stl::{stl, stl_type};
pub use unpack_base64::{unpack_base64, unpack_base64_type};
pub use unpack_base64_problems::{unpack_base64_problems, unpack_base64_problems_type};

use arrow_schema::{DataType, Field, Fields};
use std::num::NonZeroUsize;

/// The number of threads that is no other than the caller's.
pub const ONE_THREAD: NonZeroUsize = NonZeroUsize::MIN;

/// A list of structs of these fields.
fn list_of(fields: impl Into<Fields>) -> DataType {
    DataType::List(Field::new_list_field(DataType::Struct(fields.into()), false).into())
}
