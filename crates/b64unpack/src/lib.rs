#![doc = include_str!("../README.md")]

mod alphabet;
mod around;
mod ascii_set;
mod byte_set;
mod candidate;
mod context;
mod decode;
#[cfg(feature = "digest")]
mod digest;
mod encoding;
mod find;
mod fingerprint;
pub mod formats;
mod glance;
mod identify;
mod joint;
#[cfg(all(feature = "simd", target_arch = "x86_64"))]
mod lanes;
mod limits;
mod payload_id;
mod preview;
mod problem;
mod reason;
mod recognise;
mod scan;
mod score;
mod text;
mod tree;
mod unpack;

pub use alphabet::Alphabet;
pub use candidate::Candidate;
pub use decode::DecodeError;
#[cfg(feature = "digest")]
pub use digest::{DigestSet, Digests};
pub use encoding::{Encoding, Encodings, UnknownEncoding};
pub use find::{Candidates, Finder};
pub use identify::{FileType, identify};
pub use limits::{Limit, Limits};
pub use payload_id::PayloadId;
pub use problem::{Problem, ProblemKind};
pub use reason::{Reason, Reasons};
pub use text::{Text, TextEncoding};
pub use tree::{Origin, Payload, Tree};
pub use unpack::{Rows, Unpacker};

/// Finds, decodes and recursively unpacks every payload, with default limits.
///
/// ```
/// let tree = b64unpack::unpack("nc -e cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA= x");
/// assert_eq!(tree.len(), 1);
/// ```
pub fn unpack(haystack: impl AsRef<[u8]>) -> Tree {
    Unpacker::new().unpack(haystack)
}

/// Runs of symbols that could be Base64, left to right, not overlapping.
///
/// ```
/// let found: Vec<_> = b64unpack::find_iter(b"a cGluZyAgbWljcm9zb2Z0 b").collect();
/// assert_eq!(found[0].range(), 2..22);
/// ```
pub fn find_iter(haystack: &[u8]) -> Candidates<'_> {
    Finder::new().find_iter(haystack)
}
