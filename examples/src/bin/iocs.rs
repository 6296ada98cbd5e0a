//! iocs
fn main() {}
