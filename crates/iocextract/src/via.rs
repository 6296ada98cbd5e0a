//! How an indicator was read.

/// How an indicator was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Via {
    /// As it stands.
    Plain,
    /// After percent-decoding.
    UrlDecoded,
    /// After decoding Base64.
    Base64,
    /// After decoding hexadecimal digits.
    Hex,
    /// After taking the zeros out of UTF-16.
    Utf16,
}

impl Via {
    /// The name used in output: `plain`, `url-decoded`, `base64`, `hex` or `utf-16`.
    pub const fn name(self) -> &'static str {
        match self {
            Via::Plain => "plain",
            Via::UrlDecoded => "url-decoded",
            Via::Base64 => "base64",
            Via::Hex => "hex",
            Via::Utf16 => "utf-16",
        }
    }
}
