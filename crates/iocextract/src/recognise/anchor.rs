//! Which bytes beside a sign allow that anything is found there: a test of three bytes that lets
//! pass what some recogniser may take, and most of what none does not.
//!
//! Bytes go by groups, so that a set of them fits into a word: whoever asks for one byte of a group
//! gets all of it. Each recogniser judges for itself what it is asked about.

use crate::{
    marks::{is_word_byte, may_be_bracketed_dot},
    text::{byte, byte_before},
};

/// What a sign needs: of the byte after it, or of the byte before it.
#[derive(Clone, Copy)]
struct Needs {
    after: u32,
    before: u32,
}

/// The number of the group that a byte is of.
const GROUP: [u8; 256] = {
    /// Bytes that are told apart; what is in none is of the last group.
    const GROUPS: [&[u8]; 24] = [
        b"0123456789",
        b"aA",
        b"bBeEfF",
        b"cC",
        b"dD",
        b"pP",
        b"tT",
        b"nN",
        b"gG",
        b"hijklmoqrsuvwxyzHIJKLMOQRSUVWXYZ",
        b" ",
        b"\t\n\x0b\x0c\r",
        b"-_",
        b".,",
        b":",
        b"/",
        b"\\",
        b"@",
        b"[({<",
        b"])}>",
        b"\"'`",
        b"&%",
        b"#",
        b"=;|!~",
    ];
    const BEYOND_ASCII: u8 = 30;
    const OTHER: u8 = 31;
    let mut groups = [OTHER; 256];
    let mut b = 0;
    #[expect(clippy::indexing_slicing, reason = "all indices are below the lengths")]
    while b < 256 {
        if b >= 0x80 {
            groups[b] = BEYOND_ASCII;
        }
        let mut number = 0;
        while number < GROUPS.len() {
            let mut rest = GROUPS[number];
            while let [first, others @ ..] = rest {
                if *first as usize == b {
                    groups[b] = number as u8;
                }
                rest = others;
            }
            number += 1;
        }
        b += 1;
    }
    groups
};

/// The groups of these bytes, and that of all beyond ASCII for one of them.
const fn set(bytes: &[u8]) -> u32 {
    let mut set = 0;
    let mut rest = bytes;
    #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
    while let [first, others @ ..] = rest {
        set |= 1 << GROUP[*first as usize];
        rest = others;
    }
    set
}

const ANY: u32 = u32::MAX;
const NONE: u32 = 0;
const WORD: u32 = set(b"0abcdpntgh");
const BEYOND_ASCII: u32 = set(b"\x80");

/// What each sign needs. Those of a text that is read loosely, and the beginnings of words, need
/// nothing.
const NEEDS: [Needs; 256] = {
    let mut needs = [Needs {
        after: ANY,
        before: NONE,
    }; 256];
    let table: [(&[u8], u32, u32); 12] = [
        // A label follows a dot, or what closes the bracket of a label.
        (b".", WORD | BEYOND_ASCII | set(b"-"), NONE),
        // A name or an address in brackets, or the bracket that the sign is in.
        (b"@", WORD | BEYOND_ASCII | set(b"-[]"), NONE),
        // Slashes, a drive's backslash, the next group of an address; a word that ends before it.
        (b":", set(b"0abdc/[%\\:.") | BEYOND_ASCII, set(b"0ntp[\"")),
        // Another slash, a version; or a place where a path may start.
        (b"/", set(b"/0"), set(b" \n\"=[].:&~") | BEYOND_ASCII),
        // Digits of a number or the groups of an identifier, which dashes go on with.
        (b"-", set(b"0"), set(b"gp")),
        (b"_", set(b"0_"), NONE),
        // The digits of an escape.
        (b"%", set(b"0"), NONE),
        (b"&", set(b"#cp"), NONE),
        // A sign or a word in brackets, or an area code.
        (b"(", set(b"0:@ad -]"), NONE),
        (b"[{<", set(b":@ad -]"), NONE),
        // Digits, or signs between them.
        (b"+", set(b"0[] -./"), NONE),
        (b"\xe2", ANY, NONE),
    ];
    let mut rest: &[(&[u8], u32, u32)] = &table;
    #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
    while let [(signs, after, before), others @ ..] = rest {
        let mut signs = *signs;
        while let [sign, more @ ..] = signs {
            needs[*sign as usize] = Needs {
                after: *after,
                before: *before,
            };
            signs = more;
        }
        rest = others;
    }
    needs
};

/// Whether anything may be found by the sign `b` at `at`.
#[inline(always)]
pub(crate) fn is_plausible(line: &str, at: usize, b: u8) -> bool {
    let bit = |b: u8| 1_u32 << GROUP.get(usize::from(b)).copied().unwrap_or(0);
    let Some(needs) = NEEDS.get(usize::from(b)) else {
        return true;
    };
    needs.after & bit(byte(line, at + 1)) != 0
        || needs.before & bit(byte_before(line, at)) != 0
        || (matches!(b, b'-' | b'.' | b'[' | b'(' | b'{' | b'<') && goes_on(line, at, b))
}

/// Whether another hyphen follows where those of a hardware address or a UUID do, a label behind a
/// dot and a bracket, or a dot in brackets.
#[inline]
fn goes_on(line: &str, at: usize, b: u8) -> bool {
    let (next, second) = (byte(line, at + 1), byte(line, at + 2));
    match b {
        b'-' => byte(line, at + 3) == b'-' || byte(line, at + 5) == b'-',
        b'.' => matches!(next, b'[' | b']' | b')' | b'}') && is_word_byte(second),
        _ => matches!(next, b'.' | b',') && may_be_bracketed_dot(next, second),
    }
}
