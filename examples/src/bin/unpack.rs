//! unpack
fn main() {}
