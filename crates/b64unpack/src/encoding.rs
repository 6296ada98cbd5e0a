//! The ways to write bytes as text, and sets of them.

/// How a payload is written in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Encoding {
    /// RFC 4648, section 4. Also where neither alphabet's own symbols occur, and in either alphabet
    /// where a script puts strings together: `('SQBF', 'AFgA') -join ''`, `"{1}{0}" -f 'b', 'a'`.
    ///
    /// Padding may be missing, and bits behind the last byte may be set (section 3.5). A symbol
    /// left over at the end is reported.
    Base64,
    /// RFC 4648, section 5. As above.
    Base64Url,
    /// Symbols of both alphabets of RFC 4648 in one run, as lenient decoders take them. What makes
    /// no sense as a whole is cut where the alphabets meet.
    Base64Mixed,
    /// Base64 written from its end to its start, the padding first: runs of 16 symbols and more.
    /// Believed for text or a known type of file only; a run with a symbol left over is refused.
    Base64Reversed,
    /// Base64 whose letters are moved by 13 places. Believed and refused as above; without padding,
    /// text of fewer than 24 bytes is doubted.
    Base64Rot13,
    /// Two hexadecimal digits a byte: 24 digits and more in one run (RFC 4648, section 8), after
    /// `0x` or in `X'..'`, or in the pieces of a string; `\x41\x42`, `0x41, 0x42`, `&H41, &H42`,
    /// `41 42`, `41-42`, `41:42`; dumps of two lines and more, as `xxd`, `hexdump -C`, `od -t x1`,
    /// `Format-Hex` and `certutil -encodehex` write them (not `hexdump` and `od -x`, whose words are
    /// in the order of the machine; a `*` for equal lines ends a dump).
    ///
    /// Runs, pairs and dumps are believed for text or a known type of file, so that digests, GUIDs,
    /// keys and fingerprints are refused; escapes and lists of numbers with a prefix also for
    /// their length. Tables that count up or repeat a few values are refused.
    Hex,
    /// RFC 4648, section 6: words of 20 symbols and more in one case, padded or not. Believed for
    /// text or a known type of file only. The extended alphabet (section 7) is refused.
    Base32,
    /// The alphabet of RFC 1924, five symbols for four bytes, as Python's `b85encode` and Git
    /// write it: words of 20 symbols and more. Believed as Base32 is. The numbers of 128 bits
    /// that the RFC is about are refused.
    Base85,
    /// Adobe's Ascii85 and that of `btoa`, five symbols for four bytes, with `z` and `y`: between
    /// `<~` and `~>`, also over lines; or a word of 20 symbols and more, then believed as Base32
    /// is.
    Ascii85,
    /// ZeroMQ's alphabet (RFC 32/Z85), five symbols for four bytes. Believed as Base32 is.
    Z85,
    /// `%41` (RFC 3986, section 2.1), where most characters are escaped and many of them need no
    /// escape, where a whole script was quoted, or around Base64; also escaped once more
    /// (`%2541`). The escapes of ordinary addresses are refused.
    Percent,
    /// `%u0041`, as JavaScript's `escape` writes it (ECMA-262, annex B.2.1), and `\u0041`.
    ///
    /// What is mostly ASCII is text and comes out in UTF-8. Else the units are the memory of a
    /// script, as in `%u9090`: two bytes each, the low one first. Letters that are not ASCII are
    /// refused, as ordinary addresses and JSON write them like this.
    PercentU,
    /// Character codes: `[char]72+[char]105`, `Chr(72) & Chr(105)`, `CHAR(72,105)`,
    /// `String.fromCharCode(72,105)`, `[char[]](72,105)`, `&#72;&#105;`, four and more, in decimal
    /// or hexadecimal; `\110\40` in octal of one to three digits, or `\0110\0040`, as `echo -e`
    /// reads it, eight and more; eight and more in one string that a script splits, with any mark
    /// between each two, to the base 2, 8, 10 or 16: `'72_105x40'.split('_x')`; bare lists of twelve
    /// numbers and more, believed for text or a known type of file.
    ///
    /// Codes are UTF-16 units (ECMA-262, `String.fromCharCode`) or code points (HTML, character
    /// references), octal escapes are bytes (POSIX, `printf` and `echo`). The text comes out in
    /// UTF-8. Where all are below 256 and some are control characters, they are bytes.
    CharCodes,
    /// Every byte of a payload combined with one [`key`](crate::Payload::key) by exclusive or: a
    /// payload of its own that spans the whole of its parent. Believed for a known type of file,
    /// for Base64 that makes sense, or for 24 characters and more of ASCII in UTF-8 or UTF-16;
    /// the parent is believed for it. Keys of more than one byte are refused, and so is text that
    /// is text already, unless it is much likelier under the key.
    Xor,
}

impl Encoding {
    /// Every encoding, in the order of their names here.
    const ALL: [Encoding; 14] = [
        Encoding::Base64,
        Encoding::Base64Url,
        Encoding::Base64Mixed,
        Encoding::Base64Reversed,
        Encoding::Base64Rot13,
        Encoding::Hex,
        Encoding::Base32,
        Encoding::Base85,
        Encoding::Ascii85,
        Encoding::Z85,
        Encoding::Percent,
        Encoding::PercentU,
        Encoding::CharCodes,
        Encoding::Xor,
    ];

    /// A stable name in lower case, such as `"base64"` or `"base64url"`.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Base64 => "base64",
            Encoding::Base64Url => "base64url",
            Encoding::Base64Mixed => "base64mixed",
            Encoding::Base64Reversed => "base64reversed",
            Encoding::Base64Rot13 => "base64rot13",
            Encoding::Hex => "hex",
            Encoding::Base32 => "base32",
            Encoding::Base85 => "base85",
            Encoding::Ascii85 => "ascii85",
            Encoding::Z85 => "z85",
            Encoding::Percent => "percent",
            Encoding::PercentU => "percent-u",
            Encoding::CharCodes => "charcodes",
            Encoding::Xor => "xor",
        }
    }
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The name of no encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no encoding has this name")]
pub struct UnknownEncoding;

impl std::str::FromStr for Encoding {
    type Err = UnknownEncoding;

    /// Reads what [`name`](Encoding::name) gives.
    fn from_str(name: &str) -> Result<Encoding, UnknownEncoding> {
        let named = |encoding: &Encoding| encoding.name() == name;
        Encoding::ALL.into_iter().find(named).ok_or(UnknownEncoding)
    }
}

/// A set of [`Encoding`]s.
///
/// ```
/// use b64unpack::{Encoding, Encodings};
/// let set = Encodings::DEFAULT.without(Encoding::Hex);
/// assert!(set.contains(Encoding::Base64) && !set.contains(Encoding::Hex));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encodings(u16);

impl Encodings {
    /// No encoding.
    pub const NONE: Encodings = Encodings(0);

    /// Every encoding.
    pub const ALL: Encodings = {
        let (mut set, mut index) = (Encodings::NONE, 0);
        while index < Encoding::ALL.len() {
            set.0 |= 1 << index;
            index += 1;
        }
        set
    };

    /// Base64 in either alphabet.
    pub const BASE64: Encodings = Encodings::NONE
        .with(Encoding::Base64)
        .with(Encoding::Base64Url)
        .with(Encoding::Base64Mixed);

    /// What is looked for unless the caller says otherwise: all but Base85 and
    /// Z85, and Ascii85 without its delimiters.
    ///
    /// They cost little precision. Measured at the default confidence, what all encodings but
    /// Base64 find together, each line by itself:
    ///
    /// | text | lines | found |
    /// |---|---|---|
    /// | command lines of the sample host, each once | 4,553 | 0 |
    /// | generated tokens, paths, addresses, GUIDs, digests, fingerprints, lists of numbers, names of packages, hexadecimal dumps, printable noise; the rules were tuned on them | 144,000 | 0 |
    /// | the same from three other seeds, not tuned on | 432,000 | 4 false, which are refused since then: three inflated by accident (hexadecimal digits twice, a list of numbers), one was a name that rot13 turned into text |
    /// | others of 26 styles; tuned on: access logs, JSON, stack traces, registry keys, SQL, HTML, lists that scripts join, keys and cookies | 500,000 | 1, a list of numbers behind a token that has `buf` in it |
    /// | source code in Python, C, Rust, JavaScript, 306 MB; tuned on | 8,399,847 | 297, of which 202 for their notation alone (escapes and tables of bytes, 122 different ones), the others for their text or type |
    ///
    /// What is written with 85 symbols may stand in any word. To look at every word takes half
    /// as long again as to look for Base64, for each of the three. So Ascii85 without delimiters is
    /// looked for only together with one of the other two.
    pub const DEFAULT: Encodings = Encodings::ALL
        .without(Encoding::Base85)
        .without(Encoding::Z85);

    /// The set and one more.
    #[must_use]
    pub const fn with(self, encoding: Encoding) -> Encodings {
        Encodings(self.0 | bit(encoding))
    }

    /// The set but for one.
    #[must_use]
    pub const fn without(self, encoding: Encoding) -> Encodings {
        Encodings(self.0 & !bit(encoding))
    }

    /// Whether the set has it.
    pub const fn contains(self, encoding: Encoding) -> bool {
        self.0 & bit(encoding) != 0
    }

    /// Whether the set has nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the set has a Base64 that is found by its symbols.
    pub(crate) const fn is_base64(self) -> bool {
        self.0 & Encodings::BASE64.0 != 0
    }

    /// Whether the set has one whose symbols any word may have: nothing tells of it.
    pub(crate) const fn has_any_word(self) -> bool {
        self.contains(Encoding::Base85) || self.contains(Encoding::Z85)
    }

    /// The encodings of the set.
    pub fn iter(self) -> impl Iterator<Item = Encoding> {
        let all = Encoding::ALL.into_iter();
        all.filter(move |&encoding| self.contains(encoding))
    }
}

impl Default for Encodings {
    fn default() -> Encodings {
        Encodings::DEFAULT
    }
}

impl FromIterator<Encoding> for Encodings {
    fn from_iter<I: IntoIterator<Item = Encoding>>(encodings: I) -> Encodings {
        encodings.into_iter().fold(Encodings::NONE, Encodings::with)
    }
}

impl std::fmt::Debug for Encodings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// Its place in [`Encoding::ALL`], as the discriminants count in that order.
const fn bit(encoding: Encoding) -> u16 {
    1 << encoding as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stands_in_the_order_of_the_discriminants() {
        for (place, encoding) in Encoding::ALL.into_iter().enumerate() {
            assert_eq!(encoding as usize, place);
            assert_eq!(encoding.name().parse(), Ok(encoding));
        }
        assert_eq!(Encodings::ALL.iter().count(), Encoding::ALL.len());
    }
}
