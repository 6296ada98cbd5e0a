#![doc = include_str!("../README.md")]

mod authority;
mod byte_set;
mod candidate;
#[cfg(feature = "coins")]
mod codec;
#[cfg(feature = "regex")]
mod custom;
mod escape;
#[cfg(feature = "export")]
pub mod export;
mod extractor;
mod filter;
mod fingerprint;
mod flags;
mod host;
mod host_name;
mod indicator;
mod ip;
mod ipv6;
mod kind;
mod local_part;
mod lower;
mod marks;
mod misp_type;
mod name;
mod options;
mod overlap;
mod percent;
mod punycode;
mod recognise;
mod refang;
mod scheme;
mod style;
pub mod suffix;
mod text;
mod url_host;
mod value;
mod via;

pub use crate::{
    extractor::{Extractor, Indicators, Rows},
    filter::{BadEntry, Filter, ListType, WarningList},
    flags::{Flag, Flags, UnknownFlag},
    host_name::HostName,
    indicator::Indicator,
    kind::{CustomId, Kind, KindSet, UnknownKind},
    options::Overlap,
    refang::{defang, defang_bracketed, refang},
    style::{Style, Styles},
    via::Via,
};

/// The indicators of `haystack`, with the default [`Extractor`].
///
/// ```
/// let hash = "d41d8cd98f00b204e9800998ecf8427e";
/// let found = iocextract::find_iter(hash).next().unwrap();
/// assert_eq!((found.kind(), found.range()), (iocextract::Kind::Md5, 0..32));
/// ```
pub fn find_iter(haystack: &str) -> Indicators<'static, '_> {
    static DEFAULT: Extractor = Extractor::new();
    DEFAULT.find_iter(haystack)
}
