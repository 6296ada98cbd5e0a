//! Numbers, and the bytes that a list of them stands for.

use super::notation::Item;
use crate::decode::Decoded;

/// The value of a hexadecimal digit.
pub(super) fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// The byte that two hexadecimal digits at the beginning of a text stand for.
pub(super) fn hex_pair(text: &[u8]) -> Option<u8> {
    let [high, low] = *text.first_chunk()?;
    Some(hex_digit(high)? << 4 | hex_digit(low)?)
}

/// A number of at most `digits` digits to the base `radix`, to its end.
pub(super) fn number(text: &[u8], radix: u32, digits: usize) -> Option<Item> {
    let value = |byte: &u8| char::from(*byte).to_digit(radix);
    let mut item = Item { len: 0, code: 0 };
    for digit in text.iter().map_while(value).take(digits + 1) {
        // Eight hexadecimal digits fit.
        item.code = item.code.wrapping_mul(radix).wrapping_add(digit);
        item.len += 1;
    }
    (1..=digits).contains(&item.len).then_some(item)
}

/// Appends one byte a code.
pub(super) fn push_bytes(
    codes: impl Iterator<Item = u32>,
    limit: usize,
    out: &mut Vec<u8>,
) -> Decoded {
    let mut codes = codes.map(|code| code.to_le_bytes()[0]);
    out.extend(codes.by_ref().take(limit));
    match codes.next() {
        Some(_) => Decoded::Cut,
        None => Decoded::Whole,
    }
}

/// Appends the characters that the codes stand for.
///
/// Codes are UTF-16 units, as in JavaScript, where none is above them. Where all are below 256
/// and some are control characters that text has not, they were meant as bytes.
pub(super) fn push_characters(
    codes: impl Iterator<Item = u32>,
    limit: usize,
    out: &mut Vec<u8>,
) -> Decoded {
    // Every code gives a byte at least.
    let codes: Vec<u32> = codes.take(limit.saturating_add(1)).collect();
    let binary = |&code: &u32| !matches!(code, 9..=13 | 27 | 0x20..=0x7e | 0xa0..);
    if codes.iter().all(|&code| code < 256) && codes.iter().any(binary) {
        return push_bytes(codes.into_iter(), limit, out);
    }
    let end = out.len().saturating_add(limit);
    for char in characters(&codes) {
        let mut utf8 = [0; 4];
        out.extend_from_slice(char.encode_utf8(&mut utf8).as_bytes());
        if out.len() > end {
            out.truncate(end);
            return Decoded::Cut;
        }
    }
    Decoded::Whole
}

/// Appends what 16-bit units stand for: characters where at least half of them are ASCII, else
/// two bytes each, the low one first.
pub(super) fn push_units(
    units: impl Iterator<Item = u32>,
    limit: usize,
    out: &mut Vec<u8>,
) -> Decoded {
    let units: Vec<u32> = units.take(limit.saturating_add(1)).collect();
    let ascii = |unit: &&u32| matches!(unit, 9..=13 | 27 | 0x20..=0x7e);
    if units.iter().filter(ascii).count() * 2 >= units.len() {
        return push_characters(units.into_iter(), limit, out);
    }
    let bytes = units.into_iter().flat_map(|unit| {
        let [low, high, ..] = unit.to_le_bytes();
        [u32::from(low), u32::from(high)]
    });
    push_bytes(bytes, limit, out)
}

fn characters(codes: &[u32]) -> impl Iterator<Item = char> + '_ {
    // What is above UTF-16 becomes a pair, so that all is of one kind.
    let units = codes.iter().flat_map(|&code| {
        let mut pair = [0; 2];
        let code = match u16::try_from(code) {
            Ok(unit) => {
                pair = [unit, 0];
                return pair.into_iter().take(1);
            }
            Err(_) => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        let len = code.encode_utf16(&mut pair).len();
        pair.into_iter().take(len)
    });
    char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER))
}
