//! `msticpy.transform.base64unpack`: finds Base64, decodes it, unpacks gzip, zip and tar, and writes
//! the result into the text.
//!
//! The original does not build a tree. It replaces each candidate *in the text* by an element that
//! holds what was decoded, at every place where the candidate stands, and searches the new text
//! again, its own markup included. That is done here in the same way, because no other way gives
//! the same text.
//!
//! Where the original raises an exception, remembers earlier calls or has no limit,
//! [`Unpacked::problems`] says what happened and the rest goes on.
//!
//! ```
//! use msticpy::base64unpack::{Options, unpack};
//!
//! let unpacked = unpack("cmd /c echo VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw==", Options::new());
//! assert_eq!(
//!     unpacked.output,
//!     "cmd /c echo <decoded type='string' name='[None]' index='1' depth='1'>\
//!      The quick brown fox jumps</decoded>",
//! );
//! ```

mod archive;
mod b64;
mod budget;
mod candidate;
mod file_type;
mod items;
mod markup;
mod problem;
mod record;
mod rewrite;
mod text;

pub use budget::{MAX_DECODED_BYTES, MAX_OUTPUT_BYTES, MAX_SCANNED_BYTES};
pub use problem::{Problem, ProblemKind};
pub use record::Record;

use rewrite::Call;

/// The columns of the original's frame, in its order; [`unpack_column`] knows three more, which
/// [`RowUnpacked`] holds.
pub const COLUMNS: [&str; 12] = [
    "reference",
    "original_string",
    "file_name",
    "file_type",
    "input_bytes",
    "decoded_string",
    "encoding_type",
    "file_hashes",
    "md5",
    "sha1",
    "sha256",
    "printable_bytes",
];

/// The original's keyword arguments that change the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    utf16: bool,
}

impl Options {
    /// The original's defaults.
    #[must_use]
    pub const fn new() -> Options {
        Options { utf16: false }
    }

    /// Whether decoded bytes are tried as UTF-16 first, and as UTF-8 only if that fails.
    #[must_use]
    pub const fn utf16(self, yes: bool) -> Options {
        Options { utf16: yes }
    }
}

/// A text with everything in it decoded.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Unpacked {
    /// The text, each candidate replaced by what it decodes to.
    pub output: String,
    /// One for each decoded item, in the order of the original's rows.
    pub records: Vec<Record>,
    /// Where the original would have raised an exception, and limits that ended the work.
    pub problems: Vec<Problem>,
}

/// What became of one row of a column.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RowUnpacked {
    /// The row, counted from 0: `src_index`.
    pub row: usize,
    /// The text with everything decoded: `full_decoded_string`.
    pub output: String,
    /// One for each decoded item.
    pub records: Vec<Record>,
    /// As [`Unpacked::problems`].
    pub problems: Vec<Problem>,
}

/// Decodes and unpacks what is in `input`, as the original's `unpack`.
#[must_use]
pub fn unpack(input: &str, options: Options) -> Unpacked {
    Call::new(options.utf16).rewrite(input)
}

/// The same as the original's `unpack_items`, which first pads the whole text with `A` to a
/// multiple of four characters.
///
/// ```
/// use msticpy::base64unpack::{Options, unpack_items};
///
/// assert_eq!(unpack_items("whoami", Options::new()).output, "whoamiAA");
/// ```
#[must_use]
pub fn unpack_items(input: &str, options: Options) -> Unpacked {
    if input.chars().count() % 4 == 0 {
        return unpack(input, options);
    }
    let mut padded = input.trim_end_matches('=').to_owned();
    let missing = 4 - padded.chars().count() % 4;
    padded.extend(std::iter::repeat_n('A', missing));
    unpack(&padded, options)
}

/// Decodes and unpacks the rows that hold a candidate, as the original's `unpack_df`; `None` is a
/// row with nothing in it.
///
/// What a row holds can depend on the rows before it: the original tries no string again that it
/// could not decode, and counts only what it tries. This is one call in a fresh process.
///
/// ```
/// use msticpy::base64unpack::{Options, unpack_column};
///
/// let rows = [None, Some("dir"), Some("VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcw==")];
/// let unpacked = unpack_column(rows, Options::new());
/// assert_eq!(unpacked.len(), 1);
/// assert_eq!(unpacked[0].row, 2);
/// ```
pub fn unpack_column<'a>(
    rows: impl IntoIterator<Item = Option<&'a str>>,
    options: Options,
) -> Vec<RowUnpacked> {
    let mut call = Call::new(options.utf16);
    let filled = rows.into_iter().enumerate();
    let filled = filled.filter_map(|(row, text)| text.map(|text| (row, text)));
    filled
        .filter(|(_, text)| candidate::is_in(text))
        .map(|(row, text)| {
            let Unpacked {
                output,
                records,
                problems,
            } = call.rewrite(text);
            RowUnpacked {
                row,
                output,
                records,
                problems,
            }
        })
        .collect()
}
