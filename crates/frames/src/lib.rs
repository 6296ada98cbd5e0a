#![doc = include_str!("../README.md")]

mod anomalies;
mod cells;
mod column;
#[cfg(feature = "datafusion")]
pub mod datafusion;
mod error;
mod ioc_entries;
mod iocs;
pub mod kernels;
mod lists;
mod memo;
#[cfg(feature = "msticpy")]
pub mod msticpy;
mod numbers;
mod payload_entries;
mod payloads;
mod problems;
mod views;

pub use anomalies::{anomalies, anomalies_schema};
pub use error::Error;
pub use iocs::{iocs, iocs_schema};
pub use payloads::{Unpacked, payloads, payloads_schema, unpack};
pub use problems::problems_schema;
pub use {arrow_array, arrow_schema};
