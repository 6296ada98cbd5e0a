//! The pairs of bytes that tell of something, as a few sets of first and of second bytes.
//!
//! A set is a product of high and low halves of bytes: such sets can be looked up for many bytes
//! at once, half by half (W. Muła, "SIMD-ized check which bytes are in a set", 2018). What is not
//! such a product is taken for one that is larger.

use super::Glance;

/// Bytes by their halves: a bit for each value that the high half may have, and the low one.
#[derive(Clone, Copy)]
struct Set {
    high: u16,
    low: u16,
}

/// A pair of bytes and what it shows.
struct Sign {
    first: Set,
    second: Set,
    shows: Glance,
    /// The bytes beside the pair may say that it shows nothing.
    doubtful: bool,
}

/// Signs in one byte of flags.
const FLAGS: usize = 8;

/// The sets of one byte of flags, by the low and the high half of a byte: it is in those whose
/// flags both have.
#[derive(Clone, Copy)]
pub(super) struct Halves {
    pub(super) low: [u8; 16],
    pub(super) high: [u8; 16],
}

/// First and second bytes of up to eight signs.
pub(super) struct Signs {
    pub(super) first: Halves,
    pub(super) second: Halves,
    signs: &'static [Sign],
    /// The flags of those that are doubtful.
    pub(super) doubtful: u8,
}

/// What scripts and command lines have.
pub(super) static COMMON: Signs = Signs::of(&[
    // A dash or a slash and `e`, of `-EncodedCommand`.
    Sign::new(set(&[2], &[0xd, 0xf]), set(&[4, 6], &[5]), Glance::ANCHOR).doubtful(),
    // The same with a dash of Unicode, in its last byte.
    Sign::new(set(&[9], &UP_TO_7), set(&[4, 6], &[5]), Glance::ANCHOR).doubtful(),
    // A space, a quote or a parenthesis, and `+`, `&` or `.`.
    Sign::new(
        set(&[2], &UP_TO_9),
        set(&[2], &[6, 0xb, 0xe]),
        Glance::ANCHOR,
    ),
    // The same behind a line break.
    Sign::new(
        set(&[0, 1], &ANY),
        set(&[2], &[6, 0xb, 0xe]),
        Glance::ANCHOR,
    ),
    // Two quotes, `#` and `&` among them; so `&#`, too.
    Sign::new(
        set(&[2], &[2, 3, 6, 7]),
        set(&[2], &[2, 3, 6, 7]),
        Glance::ANCHOR.with(Glance::CALL),
    )
    .doubtful(),
    // A parenthesis behind what functions end in that make a character of a code or decode:
    // b, e, r, t, w, `$`, `]` and a few more.
    Sign::new(
        set(&[2, 4, 5, 6, 7], &[2, 4, 5, 7, 0xd]),
        set(&[2], &[8]),
        Glance::ANCHOR.with(Glance::CALL),
    ),
    // `r]` and `]]`, of `[char]` and `[byte[]]`.
    Sign::new(set(&[5, 7], &[2, 0xd]), set(&[5], &[0xd]), Glance::CALL),
    // `64`, of `base64` and all that is named so.
    Sign::new(set(&[3], &[6]), set(&[3], &[4]), Glance::ANCHOR).doubtful(),
]);

/// What is rarer.
pub(super) static RARE: Signs = Signs::of(&[
    // `\x`, `\u` and `\1`.
    Sign::new(set(&[5], &[0xc]), set(&[3, 7], &[1, 5, 8]), Glance::RARE),
    // `\0`, of `\0115`.
    Sign::new(set(&[5], &[0xc]), set(&[3], &[0]), Glance::RARE),
    // `%`
    Sign::new(set(&[2], &[5]), set(&ANY, &ANY), Glance::RARE),
    // `^` and `~`
    Sign::new(
        set(&[5, 7], &[0xe]),
        set(&ANY, &ANY),
        Glance::RARE.with(Glance::ANCHOR),
    ),
    // A zero and a backtick.
    Sign::new(
        set(&[0, 6], &[0]),
        set(&ANY, &ANY),
        Glance::RARE.with(Glance::ANCHOR),
    ),
    // `+` behind `&quot;`, and before `\u0027`.
    Sign::new(
        set(&[2, 3], &[0xb]),
        set(&[2, 5], &[0xb, 0xc]),
        Glance::ANCHOR,
    ),
    // `jo`, of `join`.
    Sign::new(set(&[4, 6], &[0xa]), set(&[4, 6], &[0xf]), Glance::CALL).doubtful(),
    // A quote and `{`, of `"{1}{0}"`.
    Sign::new(set(&[2], &[2, 7]), set(&[7], &[0xb]), Glance::CALL),
]);

const UP_TO_7: [u16; 8] = [0, 1, 2, 3, 4, 5, 6, 7];
const UP_TO_9: [u16; 10] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
/// Every half.
const ANY: [u16; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

const fn set(high: &[u16], low: &[u16]) -> Set {
    Set {
        high: bits(high),
        low: bits(low),
    }
}

const fn bits(mut halves: &[u16]) -> u16 {
    let mut bits = 0;
    while let [half, rest @ ..] = halves {
        bits |= 1 << *half;
        halves = rest;
    }
    bits
}

impl Sign {
    const fn new(first: Set, second: Set, shows: Glance) -> Sign {
        Sign {
            first,
            second,
            shows,
            doubtful: false,
        }
    }

    const fn doubtful(self) -> Sign {
        Sign {
            doubtful: true,
            ..self
        }
    }
}

impl Signs {
    const fn of(signs: &'static [Sign]) -> Signs {
        assert!(signs.len() <= FLAGS);
        let (mut first, mut second) = (Halves::NONE, Halves::NONE);
        let (mut rest, mut flag, mut doubtful) = (signs, 1, 0);
        while let [sign, others @ ..] = rest {
            first = first.with(sign.first, flag);
            second = second.with(sign.second, flag);
            if sign.doubtful {
                doubtful |= flag;
            }
            flag = flag.wrapping_shl(1);
            rest = others;
        }
        Signs {
            first,
            second,
            signs,
            doubtful,
        }
    }

    /// What the flags that a pair of bytes has in both of its places show.
    pub(super) fn shown(&self, flags: u8) -> Glance {
        let mut shown = Glance::NOTHING;
        for (place, sign) in self.signs.iter().enumerate() {
            shown = shown.with_if(flags >> place & 1 == 1, sign.shows);
        }
        shown
    }
}

impl Halves {
    const NONE: Halves = Halves {
        low: [0; 16],
        high: [0; 16],
    };

    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time: an index out of bounds would not build"
    )]
    const fn with(mut self, set: Set, flag: u8) -> Halves {
        let mut half = 0;
        while half < 16 {
            if set.low >> half & 1 == 1 {
                self.low[half] |= flag;
            }
            if set.high >> half & 1 == 1 {
                self.high[half] |= flag;
            }
            half += 1;
        }
        self
    }

    /// The flags of every byte.
    #[expect(
        clippy::indexing_slicing,
        reason = "evaluated at compile time: an index out of bounds would not build"
    )]
    pub(super) const fn of_bytes(&self) -> [u8; 256] {
        let mut flags = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            flags[byte] = self.low[byte & 15] & self.high[byte >> 4];
            byte += 1;
        }
        flags
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Glance {
        Glance::of(text.as_bytes(), 33)
    }

    /// What the signs are for, spelt out.
    #[test]
    fn what_announces_something_is_shown() {
        let anchors = [
            "-e",
            "/E",
            "\u{2013}e",
            "' + '",
            "\n+",
            "\" &",
            "' .",
            "a''",
            "a\"'",
            "\"&'",
            "b(",
            "^",
            "`",
            "base64",
            "B64",
            "'64",
            "\"64",
            "+64",
            "^64",
            "/e\"\"nc",
            "S''Q",
        ];
        let calls = [
            "r(", "W(", "t(", "e(", "B(", "$(", "r]", "]]", "](", "&#", "Joi", "jOI", "\"{",
        ];
        let rare = ["\\x", "\\u", "\\1", "\\0", "%", "~", "\0"];
        let all = [
            (&anchors[..], Glance::ANCHOR),
            (&calls, Glance::CALL),
            (&rare, Glance::RARE),
        ];
        for (texts, shown) in all {
            for text in texts {
                assert!(at(text).shows(shown), "{text:?}");
            }
        }
    }

    #[test]
    fn words_and_dates_show_nothing() {
        let texts = [
            "2024-03-05T12:00:00Z host svc[17] user logged in from 10.0.2.3, code 17",
            "cmd /c \"\"C:\\a.cmd\" -22746\" -Embedding /execute 0x5b60ee61 x64 job",
        ];
        for text in texts {
            assert!(at(text).is_nothing(), "{text}");
        }
    }
}
