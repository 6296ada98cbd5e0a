//! Whether bytes may begin a DEFLATE stream (RFC 1951): a look at the first block, without a
//! table or an allocation.
//!
//! Raw streams have no magic, so this is asked of everything. Hardly any other data pass: a
//! stored block has its length twice, a block of fixed codes soon refers to what is not yet
//! there, and a block of dynamic codes needs a code that is complete.

/// Symbols of a block of fixed codes that are looked at.
const SYMBOLS: usize = 64;

/// False where the first block breaks the rules within its first few bytes. What is cut before
/// that is let pass.
pub(crate) fn may_be_deflate(bytes: &[u8]) -> bool {
    let mut bits = Bits { bytes, at: 0 };
    let Some(header) = bits.take(3) else {
        return false;
    };
    let broken = match header >> 1 {
        0 => return !is_broken_stored(bytes),
        1 => is_broken_fixed(&mut bits),
        2 => is_broken_dynamic(&mut bits),
        _ => return false,
    };
    broken != Some(true)
}

/// Whether a zlib header (RFC 1950, section 2.2) stands before a block that may be one. Where a
/// preset dictionary is needed the block refers to what is not there, so its look says nothing;
/// then only the usual window of 32 KiB counts, and no text.
pub(crate) fn is_zlib(bytes: &[u8]) -> bool {
    let Some((&[cmf, flags], body)) = bytes.split_first_chunk() else {
        return false;
    };
    let with_dictionary = flags & 0x20 != 0;
    let text = || {
        body.iter()
            .take(8)
            .all(|&byte| matches!(byte, b'\t'..=b'~'))
    };
    is_zlib_header(bytes)
        && if with_dictionary {
            cmf == 0x78 && body.len() > 4 && !text()
        } else {
            may_be_deflate(body)
        }
}

/// Whether the two bytes of a zlib header stand there: a method, and a sum that one pair of 31 has.
#[cfg_attr(
    not(feature = "zlib"),
    allow(dead_code, reason = "the reader alone asks for no more")
)]
pub(crate) fn is_zlib_header(bytes: &[u8]) -> bool {
    let header = bytes.first_chunk();
    header.is_some_and(|&[cmf, flags]| {
        cmf & 0x8f == 8 && (u16::from(cmf) << 8 | u16::from(flags)) % 31 == 0
    })
}

/// LEN and its complement (section 3.2.4).
fn is_broken_stored(bytes: &[u8]) -> bool {
    let sizes = bytes.get(1..).and_then(|rest| rest.first_chunk());
    sizes.is_some_and(|&[a, b, c, d]| [a, b] != [!c, !d])
}

/// Symbols that do not exist, and distances before the start (section 3.2.6). Nothing if the
/// bytes end before that is known.
fn is_broken_fixed(bits: &mut Bits<'_>) -> Option<bool> {
    let mut given = 0;
    for _ in 0..SYMBOLS {
        match bits.fixed_symbol()? {
            0..=255 => given += 1,
            256 => return Some(false),
            symbol => {
                let Some(length) = bits.length(symbol)? else {
                    return Some(true);
                };
                if bits.distance()?.is_none_or(|distance| distance > given) {
                    return Some(true);
                }
                given += length;
            }
        }
    }
    Some(false)
}

/// More codes than there are symbols, or a code for the code lengths that is not complete
/// (section 3.2.7).
fn is_broken_dynamic(bits: &mut Bits<'_>) -> Option<bool> {
    let (literals, distances) = (bits.take(5)?, bits.take(5)?);
    if literals > 29 || distances > 29 {
        return Some(true);
    }
    let mut kraft = 0;
    for _ in 0..bits.take(4)? + 4 {
        kraft += match bits.take(3)? {
            0 => 0,
            length => 128 >> length,
        };
    }
    Some(kraft != 128)
}

/// Bits from the least significant on.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// At most 16 bits, the first of them lowest.
    fn take(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for place in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value |= u32::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(value)
    }

    /// A Huffman code, whose first bit is its highest.
    fn code(&mut self, mut code: u32, count: u32) -> Option<u32> {
        for _ in 0..count {
            code = code << 1 | self.take(1)?;
        }
        Some(code)
    }

    /// A literal or length of the fixed code.
    fn fixed_symbol(&mut self) -> Option<u32> {
        let seven = self.code(0, 7)?;
        if seven < 0x18 {
            return Some(256 + seven);
        }
        let eight = self.code(seven, 1)?;
        Some(match eight {
            0x30..=0xbf => eight - 0x30,
            0xc0..=0xc7 => 280 + eight - 0xc0,
            _ => 144 + self.code(eight, 1)? - 0x190,
        })
    }

    /// The length of a match (section 3.2.5), if the symbol exists.
    fn length(&mut self, symbol: u32) -> Option<Option<u32>> {
        Some(match symbol {
            257..=264 => Some(symbol - 254),
            265..=284 => {
                let extra = (symbol - 261) / 4;
                Some(3 + ((4 + (symbol - 261) % 4) << extra) + self.take(extra)?)
            }
            285 => Some(258),
            _ => None,
        })
    }

    /// The distance of a match, if its symbol exists.
    fn distance(&mut self) -> Option<Option<u32>> {
        Some(match self.code(0, 5)? {
            symbol @ 0..=3 => Some(symbol + 1),
            symbol @ 4..=29 => {
                let extra = symbol / 2 - 1;
                Some(1 + ((2 + symbol % 2) << extra) + self.take(extra)?)
            }
            _ => None,
        })
    }
}
