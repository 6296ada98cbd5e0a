//! What the confidence in a payload rests on.

/// One thing that speaks for a payload.
///
/// What Base64 is believed for, and how much; the largest of these is the confidence:
///
/// | what | confidence | reasons |
/// |---|---|---|
/// | text in UTF-16 | 0.95, or 0.4 below 8 bytes | `Utf16` |
/// | text in UTF-8 | 0.52 and up to 0.45 more for 48 bytes; less where under 75 % of it is letters, digits and common punctuation, or where 24 bytes mix scripts | `Text`, `Printable`, `Length` |
/// | the magic of a file | 0.9 (the two bytes of zlib add 0.1 to the spelling) | `Magic` |
/// | a format without a magic unpacks | 0.9 | `Unpacks` |
/// | bytes that make sense under a key | that of the bytes under it | `Unpacks` |
/// | other bytes, by their spelling: upper case, lower case and digits in the shares that encoded binary data have, 20 different symbols | 0.55 from 64 symbols on, or from 40 with padding; 0.6 from 256 on; 0.1 more where wrapped; 0.7 of that where the padding is missing | `Mix`, `Entropy`, `Length`, `Padding`, `Wrapped` |
/// | anything else: names, digests, paths | 0.1 to 0.35 | `Mix` |
///
/// The spelling is not asked where the content is worth more than 0.7.
///
/// One symbol left over takes 15 % of what the content gives. A context then halves what is
/// missing to 1 where more than 0.3 was there, and gives 0.6 at least where nothing but Base64
/// can stand (`-EncodedCommand`, a string in `FromBase64String(`, a `data:` URI); its reason is
/// `Context`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// The decoded bytes begin like a known type of file.
    Magic,
    /// They are text in UTF-8.
    Text,
    /// They are text in UTF-16.
    Utf16,
    /// Nearly all characters are such as text is mostly made of.
    Printable,
    /// The symbols are used as evenly as those of encoded binary data are.
    Entropy,
    /// It is long.
    Length,
    /// The text around says that something encoded stands here.
    Context,
    /// Upper case, lower case and digits are mixed as encoders mix them, not as names do.
    Mix,
    /// The padding is there, and as much as is due.
    Padding,
    /// It is wrapped to lines of one length.
    Wrapped,
    /// A format without a magic could be unpacked from it to the end.
    Unpacks,
    /// It is written as nothing else is, such as `\x41\x42\x43`.
    Notation,
}

impl Reason {
    const ALL: [Reason; 12] = [
        Reason::Magic,
        Reason::Text,
        Reason::Utf16,
        Reason::Printable,
        Reason::Entropy,
        Reason::Length,
        Reason::Context,
        Reason::Mix,
        Reason::Padding,
        Reason::Wrapped,
        Reason::Unpacks,
        Reason::Notation,
    ];

    /// A stable name in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::Magic => "magic",
            Reason::Text => "text",
            Reason::Utf16 => "utf16",
            Reason::Printable => "printable",
            Reason::Entropy => "entropy",
            Reason::Length => "length",
            Reason::Context => "context",
            Reason::Mix => "mix",
            Reason::Padding => "padding",
            Reason::Wrapped => "wrapped",
            Reason::Unpacks => "unpacks",
            Reason::Notation => "notation",
        }
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The set of [`Reason`]s that speak for a payload.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Reasons(u16);

impl Reasons {
    /// Nothing.
    pub const NONE: Reasons = Reasons(0);

    /// The set and one more.
    #[must_use]
    pub const fn with(self, reason: Reason) -> Reasons {
        Reasons(self.0 | 1 << reason as u16)
    }

    /// What either set has.
    pub(crate) const fn union(self, other: Reasons) -> Reasons {
        Reasons(self.0 | other.0)
    }

    /// The set, and one more where `so`.
    pub(crate) const fn with_if(self, so: bool, reason: Reason) -> Reasons {
        if so { self.with(reason) } else { self }
    }

    /// Whether the set has it.
    pub const fn contains(self, reason: Reason) -> bool {
        self.0 & 1 << reason as u16 != 0
    }

    /// Whether nothing speaks for it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The reasons of the set.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        let all = Reason::ALL.into_iter();
        all.filter(move |&reason| self.contains(reason))
    }
}

impl std::fmt::Debug for Reasons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_stands_in_the_order_of_the_discriminants() {
        for (place, reason) in Reason::ALL.into_iter().enumerate() {
            assert_eq!(reason as usize, place);
        }
    }
}
