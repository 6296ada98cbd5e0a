//! Benchmarks come with the extractor.

fn main() {}
