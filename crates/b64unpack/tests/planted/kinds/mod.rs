//! The ways to hide it, each with the command line that an attacker would write around it.

mod alphabets;
mod announced;
mod carried;
mod commands;
mod layered;
mod numbers;
mod packed;
mod pieces;
mod written;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::contents::script;
use crate::rng::Rng;

/// What stands in the log, and what must come out at the end of a chain.
pub(crate) struct Planted {
    pub(crate) text: Vec<u8>,
    pub(crate) hidden: Vec<u8>,
}

/// A name for the table that the test prints, and how such a line is made.
type Kind = (&'static str, fn(&mut Rng) -> Planted);

/// Every kind, by family.
pub(crate) fn all() -> impl Iterator<Item = &'static Kind> {
    let families = [
        alphabets::ALL,
        announced::ALL,
        pieces::ALL,
        packed::ALL,
        written::ALL,
        layered::ALL,
        commands::ALL,
        numbers::ALL,
        carried::ALL,
    ];
    families.into_iter().flatten()
}

impl Planted {
    fn new(text: impl Into<Vec<u8>>, hidden: impl Into<Vec<u8>>) -> Planted {
        Planted {
            text: text.into(),
            hidden: hidden.into(),
        }
    }
}

fn plain(rng: &mut Rng, encode: impl Fn(&[u8]) -> String) -> Planted {
    let hidden = script(rng, 24).into_bytes();
    say(rng, &encode(&hidden), hidden)
}

fn plain_bytes(rng: &mut Rng, encode: impl Fn(&str) -> Vec<u8>) -> Planted {
    let hidden = encode(&script(rng, 24));
    say(rng, &STANDARD.encode(&hidden), hidden)
}

fn bytes(rng: &mut Rng, make: impl Fn(&mut Rng) -> Vec<u8>) -> Planted {
    let hidden = make(rng);
    say(rng, &STANDARD.encode(&hidden), hidden)
}

/// A command line around something encoded.
fn say(rng: &mut Rng, encoded: &str, hidden: Vec<u8>) -> Planted {
    let text = match rng.below(5) {
        0 => format!(
            "cmd.exe /c echo {encoded} > C:\\Users\\Public\\{}.txt",
            rng.word(3, 8)
        ),
        1 => format!(
            "\"C:\\Program Files\\{}\\run.exe\" --data={encoded}",
            rng.word(4, 9)
        ),
        2 => format!("python -c \"x='{encoded}'\""),
        3 => format!("{}.exe {encoded}", rng.word(4, 9)),
        _ => format!("wscript.exe {}.js \"{encoded}\" //B", rng.word(4, 9)),
    };
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn each(bytes: &[u8], write: impl Fn(u8) -> String, between: &str) -> String {
    let written: Vec<String> = bytes.iter().map(|&byte| write(byte)).collect();
    written.join(between)
}
