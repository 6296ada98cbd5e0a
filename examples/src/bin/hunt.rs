//! hunt
fn main() {}
