//! The frames that MSTICPy 3.0.2 gives: its column names, their order and its values, quirks
//! included.
//!
//! Text is `Utf8View` and whole numbers are `Int64`, as pandas has objects and `int64`. Rows are
//! numbered as in a frame with the default index, from 0.

mod extract_df;
mod frame;
mod order;
mod problems;
mod ts_anomalies_stl;
mod unpack_df;

pub use extract_df::{extract_df, extract_df_schema};
pub use problems::unpack_problems_schema;
pub use ts_anomalies_stl::{ts_anomalies_stl, ts_anomalies_stl_schema};
pub use unpack_df::{Unpacked, unpack_column, unpack_df, unpack_df_schema};
