//! Bech32 and Bech32m: a prefix, `1`, and symbols of five bits, six of them a checksum.
//!
//! Sources: BIP 173 (Bech32, segregated witness addresses), BIP 350 (Bech32m). Their limit of 90
//! symbols is Bitcoin's affair: Cardano (CIP 19) and Zcash (ZIP 316) go beyond it.

/// The symbols, which stand for 0 to 31.
const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Which of the two checksums a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    Bech32,
    Bech32m,
}

impl Variant {
    /// What the checksum of a whole text comes to.
    fn of(residue: u32) -> Option<Variant> {
        match residue {
            1 => Some(Variant::Bech32),
            0x2bc8_30a3 => Some(Variant::Bech32m),
            _ => None,
        }
    }
}

/// A text whose checksum is right.
pub(crate) struct Decoded<'t> {
    /// The prefix as it is spelled.
    pub(crate) prefix: &'t str,
    /// The symbols between the prefix and the checksum.
    pub(crate) data: &'t str,
    pub(crate) variant: Variant,
}

/// Reads a text that has one case throughout.
pub(crate) fn decode(text: &str) -> Option<Decoded<'_>> {
    let upper = text.bytes().any(|b| b.is_ascii_uppercase());
    if upper && text.bytes().any(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let (prefix, symbols) = text.rsplit_once('1')?;
    let data = symbols.get(..symbols.len().checked_sub(6)?)?;
    let prefix_bytes = || prefix.bytes().map(|b| b.to_ascii_lowercase());
    let high = prefix_bytes().map(|b| b >> 5);
    let low = prefix_bytes().map(|b| b & 31);
    let mut residue = high.chain([0]).chain(low).fold(1, step);
    for symbol in symbols.bytes() {
        residue = step(residue, value(symbol)?);
    }
    Some(Decoded {
        prefix,
        data,
        variant: Variant::of(residue)?,
    })
}

/// BIP 173, "Checksum".
fn step(residue: u32, value: u8) -> u32 {
    const GENERATOR: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let top = residue >> 25;
    let shifted = (residue & 0x1ff_ffff) << 5 ^ u32::from(value);
    let terms = GENERATOR.iter().enumerate();
    terms.fold(shifted, |residue, (bit, term)| {
        residue ^ if top >> bit & 1 == 1 { *term } else { 0 }
    })
}

/// What a symbol stands for, in either case.
pub(crate) fn value(symbol: u8) -> Option<u8> {
    let symbol = symbol.to_ascii_lowercase();
    let at = ALPHABET.iter().position(|&known| known == symbol)?;
    u8::try_from(at).ok()
}

/// The bytes that symbols spell, if what is left over is less than a symbol and zero (BIP 173,
/// "Segwit address format").
pub(crate) fn bytes(symbols: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(symbols.len() * 5 / 8);
    let (mut pending, mut bits) = (0_u32, 0);
    for symbol in symbols.bytes() {
        pending = (pending << 5 | u32::from(value(symbol)?)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits & 0xff) as u8);
        }
    }
    let left_over = pending & ((1 << bits) - 1);
    (bits < 5 && left_over == 0).then_some(bytes)
}

/// Whether `text` is a segregated witness address with one of these prefixes (BIP 173, BIP 350),
/// and with which.
pub(crate) fn segwit<'p>(text: &str, prefixes: &[&'p str]) -> Option<&'p str> {
    let known = |&&prefix: &&&'p str| {
        let head = text.get(..prefix.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(prefix))
            && text.as_bytes().get(prefix.len()) == Some(&b'1')
    };
    let prefix = prefixes.iter().find(known)?;
    if text.len() > 90 {
        return None;
    }
    let decoded = decode(text)?;
    let (version, program) = decoded.data.split_at_checked(1)?;
    let version = value(*version.as_bytes().first()?)?;
    let program = bytes(program)?;
    let sound = match (version, decoded.variant) {
        (0, Variant::Bech32) => matches!(program.len(), 20 | 32),
        (1..=16, Variant::Bech32m) => matches!(program.len(), 2..=40),
        _ => false,
    };
    (sound && decoded.prefix.eq_ignore_ascii_case(prefix)).then_some(*prefix)
}
