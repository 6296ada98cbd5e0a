//! How the entries of a warning list apply.

/// How the entries of a warning list apply, in the words of MISP's format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum ListType {
    /// The value is the entry, in any case.
    #[default]
    String,
    /// The entry is a part of the value, in any case.
    Substring,
    /// The host of the value is the entry, or lies below it.
    Hostname,
    /// The address or network of the value lies in the entry's network.
    Cidr,
    /// The entry is a regular expression, between slashes or not, that matches the value.
    Regex,
}
