//! anomalies
fn main() {}
