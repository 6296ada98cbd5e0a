//! Containers whose members become payloads: one format a file, one list of formats.
//!
//! A format walks its structure by hand, as reader crates drop what hostile archives hide: the
//! second of two entries with one name, the second gzip member, all of an archive without its
//! directory. What a format finds goes into a [`MemberSink`], which charges the budget, so that
//! no format can outrun the [`Limits`](crate::Limits).

#[cfg(feature = "brotli")]
mod brotli;
#[cfg(any(
    feature = "cab",
    feature = "gzip",
    feature = "lz4",
    feature = "lzma",
    feature = "ole",
    feature = "rar",
    feature = "sevenz",
    feature = "xz",
    feature = "zip",
    feature = "zlib",
    feature = "zstd"
))]
#[allow(dead_code, reason = "each format reads a part of the fields")]
mod bytes;
#[cfg(feature = "bzip2")]
mod bzip2;
#[cfg(feature = "cab")]
mod cab;
#[cfg(feature = "deflate")]
mod deflate;
#[cfg(feature = "gzip")]
mod gzip;
#[cfg(any(
    feature = "cab",
    feature = "deflate",
    feature = "gzip",
    feature = "sevenz",
    feature = "zip",
    feature = "zlib"
))]
#[allow(dead_code, reason = "each format checks a part of what is known")]
mod inflate;
#[cfg(feature = "lz4")]
mod lz4;
#[cfg(feature = "lzma")]
mod lzma;
#[cfg(any(feature = "sevenz", feature = "xz"))]
mod lzma2;
#[cfg(any(feature = "lzma", feature = "sevenz", feature = "xz"))]
#[allow(dead_code, reason = "each of the three uses a part of it")]
mod lzma_decoder;
#[cfg(feature = "ole")]
mod ole;
#[cfg(feature = "rar")]
mod rar;
#[cfg(feature = "sevenz")]
mod sevenz;
mod sink;
#[cfg(any(feature = "lz4", feature = "zstd"))]
mod skippable;
#[cfg(any(
    feature = "brotli",
    feature = "bzip2",
    feature = "lz4",
    feature = "lzma",
    feature = "sevenz",
    feature = "xz",
    feature = "zstd"
))]
#[allow(dead_code, reason = "not every format has every end")]
mod stream;
#[cfg(feature = "tar")]
mod tar;
#[cfg(any(feature = "deflate", feature = "zlib"))]
mod trial;
#[cfg(feature = "lz4")]
mod xxh32;
#[cfg(feature = "xz")]
mod xz;
#[cfg(feature = "zip")]
mod zip;
#[cfg(feature = "zlib")]
mod zlib;
#[cfg(feature = "zstd")]
mod zstd;

#[cfg(feature = "brotli")]
pub use self::brotli::Brotli;
#[cfg(feature = "bzip2")]
pub use self::bzip2::Bzip2;
#[cfg(feature = "cab")]
pub use cab::Cab;
#[cfg(feature = "deflate")]
pub use deflate::Deflate;
#[cfg(feature = "gzip")]
pub use gzip::Gzip;
#[cfg(feature = "lz4")]
pub use lz4::Lz4;
#[cfg(feature = "lzma")]
pub use lzma::Lzma;
#[cfg(feature = "ole")]
pub use ole::Ole;
#[cfg(feature = "rar")]
pub use rar::Rar;
#[cfg(feature = "sevenz")]
pub use sevenz::SevenZ;
pub use sink::{MemberSink, Stop};
#[cfg(feature = "tar")]
pub use tar::Tar;
#[cfg(feature = "xz")]
pub use xz::Xz;
#[cfg(feature = "zip")]
pub use zip::Zip;
#[cfg(feature = "zlib")]
pub use zlib::Zlib;
#[cfg(feature = "zstd")]
pub use zstd::Zstd;

pub(crate) use sink::{Fault, Member};

/// A container whose members can be read. Implement it to add a format.
///
/// ```
/// use b64unpack::formats::{Format, FormatError, MemberSink};
///
/// /// Two halves behind the word `HALVES`.
/// struct Halves;
///
/// impl Format for Halves {
///     fn name(&self) -> &'static str {
///         "halves"
///     }
///     fn recognise(&self, bytes: &[u8]) -> bool {
///         bytes.starts_with(b"HALVES")
///     }
///     fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
///         let body = bytes.strip_prefix(b"HALVES").ok_or(FormatError::NotThis)?;
///         let (left, right) = body.split_at(body.len() / 2);
///         for (name, half) in [("left", left), ("right", right)] {
///             sink.start(name.as_bytes())?;
///             sink.write(half)?;
///         }
///         Ok(())
///     }
/// }
///
/// let unpacker = b64unpack::Unpacker::new().formats(&[&Halves]).container_input(true);
/// let tree = unpacker.unpack("HALVESabcd");
/// let halves: Vec<&[u8]> = tree.iter().map(|payload| payload.bytes()).collect();
/// assert_eq!(halves, [b"ab", b"cd"]);
/// ```
pub trait Format: Sync {
    /// A short name in lower case, such as `"zip"`.
    fn name(&self) -> &'static str;

    /// Whether `bytes` are likely this format. Must be cheap: it is asked of every payload.
    fn recognise(&self, bytes: &[u8]) -> bool;

    /// Writes every member, and every defect met on the way, into `sink`.
    ///
    /// # Errors
    ///
    /// [`FormatError::Stop`] is passed on from the sink, and [`FormatError::NotThis`] says that
    /// `bytes` are something else after all. Defects of the data are no errors.
    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError>;

    /// Whether bytes without a magic, or with a weak one, surely are this format: a whole stream
    /// that gives text, say. It is asked before decoded bytes that mean nothing by themselves are
    /// dropped. Must be bounded: 64 KiB are enough to judge by.
    fn proves(&self, bytes: &[u8]) -> bool {
        let _ = bytes;
        false
    }

    /// For a format that has nothing to recognise it by: words in lower case of which one must
    /// stand in the text around the payload. Without such a word, or the caller's
    /// [`input_format`](crate::Unpacker::input_format), the format is not asked.
    fn context(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether a member's name is a part of the [`chain`](crate::Payload::chain); not for
    /// compressed single streams.
    fn has_names(&self) -> bool {
        true
    }
}

/// Why a format ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// The bytes are not of this format.
    #[error("the bytes are not of this format")]
    NotThis,
    /// The sink takes nothing more.
    #[error(transparent)]
    Stop(#[from] Stop),
}

/// All formats of this crate that are compiled in, in the order in which they are asked.
pub const ALL: &[&dyn Format] = &[
    #[cfg(feature = "gzip")]
    &Gzip,
    #[cfg(feature = "zip")]
    &Zip,
    #[cfg(feature = "tar")]
    &Tar,
    #[cfg(feature = "zlib")]
    &Zlib,
    #[cfg(feature = "bzip2")]
    &Bzip2,
    #[cfg(feature = "xz")]
    &Xz,
    #[cfg(feature = "lzma")]
    &Lzma,
    #[cfg(feature = "zstd")]
    &Zstd,
    #[cfg(feature = "lz4")]
    &Lz4,
    #[cfg(feature = "sevenz")]
    &SevenZ,
    #[cfg(feature = "ole")]
    &Ole,
    #[cfg(feature = "cab")]
    &Cab,
    #[cfg(feature = "rar")]
    &Rar,
    #[cfg(feature = "brotli")]
    &Brotli,
    // Without a magic: asked when all others have declined.
    #[cfg(feature = "deflate")]
    &Deflate,
];
