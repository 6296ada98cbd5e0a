//! First measurements come with the suite.
fn main() {}
