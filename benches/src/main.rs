//! compare
fn main() {}
