//! The binaries, run as their users run them.

mod help;
mod lab;
mod sample;
mod support;
mod table;
mod threads;
