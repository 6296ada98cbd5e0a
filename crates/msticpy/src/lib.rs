#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod base64unpack;
pub mod iocextract;
pub mod timeseries;
