//! Inputs made from a seed.

pub(crate) mod lab;
pub(crate) mod log;
pub(crate) mod prose;
pub(crate) mod rng;
pub(crate) mod series;
pub(crate) mod traffic;
