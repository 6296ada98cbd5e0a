//! Ways to write bytes as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// RFC 1924, as Python's `base64.b85encode` takes it.
const BASE85: &[u8; 85] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/// ZeroMQ RFC 32.
const Z85: &[u8; 85] =
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

/// `before` and two hexadecimal digits for each byte, with `between` from one to the next.
pub(super) fn hex(bytes: &[u8], before: &str, between: &str) -> String {
    list(bytes, between, |byte| format!("{before}{byte:02x}"))
}

/// Decimal codes with `before` each.
pub(super) fn decimal(bytes: &[u8], before: &str, between: &str) -> String {
    list(bytes, between, |byte| format!("{before}{byte}"))
}

pub(super) fn percent(bytes: &[u8]) -> String {
    list(bytes, "", |byte| format!("%{byte:02X}"))
}

/// As JavaScript's `escape` writes characters beyond Latin-1.
pub(super) fn percent_u(bytes: &[u8]) -> String {
    list(bytes, "", |byte| format!("%u{byte:04x}"))
}

pub(super) fn reversed(bytes: &[u8]) -> String {
    STANDARD.encode(bytes).chars().rev().collect()
}

pub(super) fn rot13(bytes: &[u8]) -> String {
    let turn = |symbol: u8| match symbol {
        b'a'..=b'm' | b'A'..=b'M' => symbol + 13,
        b'n'..=b'z' | b'N'..=b'Z' => symbol - 13,
        _ => symbol,
    };
    STANDARD
        .encode(bytes)
        .bytes()
        .map(|symbol| char::from(turn(symbol)))
        .collect()
}

/// Both alphabets in turn: every second `+` or `/` as its URL-safe counterpart.
pub(super) fn mixed(bytes: &[u8]) -> String {
    let mut own = 0;
    let mut mix = |symbol| {
        own += u32::from(matches!(symbol, '+' | '/'));
        match symbol {
            '+' if own % 2 == 0 => '-',
            '/' if own % 2 == 0 => '_',
            _ => symbol,
        }
    };
    STANDARD.encode(bytes).chars().map(&mut mix).collect()
}

/// Pieces of Base64 between quotes, with an operator from one to the next.
pub(super) fn joined(bytes: &[u8], between: &str) -> String {
    let encoded = STANDARD.encode(bytes);
    let symbols: Vec<char> = encoded.chars().collect();
    let pieces: Vec<String> = symbols
        .chunks(11)
        .map(|piece| piece.iter().collect())
        .collect();
    pieces.join(between)
}

/// An escape that the shell drops before some of the symbols.
pub(super) fn escaped(bytes: &[u8], escape: char) -> String {
    let mut out = String::new();
    for (place, symbol) in STANDARD.encode(bytes).chars().enumerate() {
        if place % 7 == 3 && symbol != '=' {
            out.push(escape);
        }
        out.push(symbol);
    }
    out
}

/// RFC 4648, section 6.
pub(super) fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    for group in bytes.chunks(5) {
        let symbols = (group.len() * 8).div_ceil(5);
        let value = number(group, 5);
        for place in 0..8 {
            let digit = value >> (35 - 5 * place) & 31;
            out.push(match place < symbols {
                true => symbol(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", digit),
                false => '=',
            });
        }
    }
    out
}

pub(super) fn base85(bytes: &[u8]) -> String {
    in_groups_of_four(bytes, |digit| symbol(BASE85, digit))
}

/// The bytes must be a multiple of four.
pub(super) fn z85(bytes: &[u8]) -> String {
    in_groups_of_four(bytes, |digit| symbol(Z85, digit))
}

/// Adobe's, with its delimiters.
pub(super) fn ascii85(bytes: &[u8]) -> String {
    let of = |digit| char::from_u32(33 + digit as u32).unwrap_or('!');
    format!("<~{}~>", in_groups_of_four(bytes, of))
}

fn in_groups_of_four(bytes: &[u8], symbol: impl Fn(u64) -> char) -> String {
    let mut out = String::new();
    for group in bytes.chunks(4) {
        let value = number(group, 4);
        let digits = [4, 3, 2, 1, 0].map(|power| value / 85_u64.pow(power) % 85);
        out.extend(digits.into_iter().take(group.len() + 1).map(&symbol));
    }
    out
}

/// The big-endian number of up to `width` bytes, as if zeros followed.
fn number(group: &[u8], width: usize) -> u64 {
    let zeros = std::iter::repeat(&0);
    let bytes = group.iter().chain(zeros).take(width);
    bytes.fold(0, |sum, &byte| sum << 8 | u64::from(byte))
}

fn symbol(alphabet: &[u8], digit: u64) -> char {
    let place = usize::try_from(digit).unwrap_or(usize::MAX);
    alphabet.get(place).map_or('?', |&byte| char::from(byte))
}

fn list(bytes: &[u8], between: &str, write: impl Fn(u8) -> String) -> String {
    let written: Vec<String> = bytes.iter().map(|&byte| write(byte)).collect();
    written.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10; ZeroMQ RFC 32's test vector; Python's `base64.b85encode` and
    /// `a85encode` of the same bytes.
    #[test]
    fn equals_the_published_vectors() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI======");
        assert_eq!(base32(b"fooba"), "MZXW6YTB");
        let bytes = [0x86, 0x4F, 0xD2, 0x6F, 0xB5, 0x59, 0xF7, 0x5B];
        assert_eq!(z85(&bytes), "HelloWorld");
        assert_eq!(base85(b"hello"), "Xk~0{Zv");
        assert_eq!(ascii85(b"hello"), "<~BOu!rDZ~>");
    }
}
