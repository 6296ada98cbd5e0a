//! What kind of file bytes are, by their magic numbers: those of the `infer` crate, and our own
//! where it has none or where two bytes would be its proof.

mod start;

use self::start::may_be_known;
use crate::preview::is_zlib;

/// Declares [`FileType`]: variant, name, the extensions that `infer` uses for it.
macro_rules! file_types {
    ($($(#[$doc:meta])* $variant:ident $name:literal [$($extension:literal)*],)*) => {
        /// A kind of file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum FileType { $($(#[$doc])* $variant,)* }

        impl FileType {
            /// A short, stable name in lower case, such as `"gzip"` or `"pe"`.
            pub const fn name(self) -> &'static str {
                match self { $(FileType::$variant => $name,)* }
            }

            fn from_infer(extension: &str) -> Option<FileType> {
                match extension {
                    $($($extension => Some(FileType::$variant),)*)*
                    _ => None,
                }
            }
        }
    };
}

file_types! {
    /// gzip stream (RFC 1952)
    Gzip "gzip" [],
    /// ZIP archive
    Zip "zip" ["zip"],
    /// tar archive
    Tar "tar" [],
    /// zlib stream (RFC 1950)
    Zlib "zlib" [],
    /// bzip2 stream
    Bzip2 "bzip2" [],
    /// xz stream
    Xz "xz" ["xz"],
    /// LZMA alone, the predecessor of xz
    Lzma "lzma" [],
    /// Zstandard frame
    Zstd "zstd" ["zst"],
    /// LZ4 frame
    Lz4 "lz4" ["lz4"],
    /// 7-Zip archive
    SevenZip "7z" ["7z"],
    /// RAR archive
    Rar "rar" ["rar"],
    /// Microsoft cabinet
    Cab "cab" ["cab"],
    /// Windows image
    Wim "wim" [],
    /// Unix `ar` archive
    Ar "ar" ["ar"],
    /// Debian package
    Deb "deb" ["deb"],
    /// RPM package
    Rpm "rpm" ["rpm"],
    /// Chrome extension
    Crx "crx" ["crx"],
    /// Portable executable: EXE, DLL, SYS
    Pe "pe" [],
    /// ELF binary
    Elf "elf" ["elf"],
    /// Mach-O binary
    MachO "macho" ["mach"],
    /// Java class
    JavaClass "class" ["class"],
    /// Dalvik executable
    Dex "dex" ["dex"],
    /// WebAssembly module
    Wasm "wasm" ["wasm"],
    /// Windows shortcut
    Lnk "lnk" [],
    /// Windows event log
    Evtx "evtx" [],
    /// Windows registry hive
    Registry "registry" [],
    /// OLE compound file: old Office documents, MSI, MSG
    Ole "ole" ["msi" "doc" "xls" "ppt"],
    /// Office Open XML text
    Docx "docx" ["docx"],
    /// Office Open XML workbook
    Xlsx "xlsx" ["xlsx"],
    /// Office Open XML presentation
    Pptx "pptx" ["pptx"],
    /// OpenDocument file
    OpenDocument "opendocument" ["odt" "ods" "odp"],
    /// EPUB book
    Epub "epub" ["epub"],
    /// PDF document
    Pdf "pdf" ["pdf"],
    /// Rich text
    Rtf "rtf" ["rtf"],
    /// PEM armour
    Pem "pem" ["pem"],
    /// SQLite database
    Sqlite "sqlite" ["sqlite"],
    /// HTML page
    Html "html" ["html"],
    /// XML document
    Xml "xml" ["xml"],
    /// Script that names its interpreter
    Script "script" ["sh"],
    /// PNG image
    Png "png" ["png"],
    /// JPEG image
    Jpeg "jpeg" [],
    /// GIF image
    Gif "gif" [],
    /// BMP image
    Bmp "bmp" [],
    /// Windows icon
    Ico "ico" [],
    /// WebP image
    WebP "webp" ["webp"],
    /// TIFF image
    Tiff "tiff" ["tif"],
    /// Photoshop image
    Psd "psd" ["psd"],
    /// MP4 video
    Mp4 "mp4" ["mp4" "m4v"],
    /// Matroska or WebM video
    Matroska "mkv" ["mkv" "webm"],
    /// AVI video
    Avi "avi" ["avi"],
    /// WAV sound
    Wav "wav" ["wav"],
    /// FLAC sound
    Flac "flac" ["flac"],
    /// Ogg container
    Ogg "ogg" ["ogg" "opus"],
    /// WOFF font
    Woff "woff" ["woff" "woff2"],
}

impl std::fmt::Display for FileType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// The kind of file that `bytes` are.
///
/// ```
/// use b64unpack::{FileType, identify};
/// assert_eq!(identify(b"%PDF-1.7\n%"), Some(FileType::Pdf));
/// assert_eq!(identify(b"MZ"), None, "two bytes are no proof");
/// ```
pub fn identify(bytes: &[u8]) -> Option<FileType> {
    own(bytes).or_else(|| {
        let found = may_be_known(bytes).then(|| infer::get(bytes))??;
        FileType::from_infer(found.extension()).filter(|kind| !kind.is_textual() || is_ascii(bytes))
    })
}

impl FileType {
    fn is_textual(self) -> bool {
        use FileType::{Html, Pem, Script, Xml};
        matches!(self, Html | Pem | Script | Xml)
    }
}

/// Whether what follows a mark of two or three letters, such as `#!` or `<a `, is ASCII text.
fn is_ascii(bytes: &[u8]) -> bool {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut head = body.iter().take(32);
    head.all(|&byte| byte.is_ascii_whitespace() || byte.is_ascii_graphic())
}

/// Files that `infer` does not know, or knows by less than is needed here.
fn own(bytes: &[u8]) -> Option<FileType> {
    let found = match bytes {
        [0x1f, 0x8b, 8, flags, ..] if flags & 0xe0 == 0 && bytes.len() >= 10 => FileType::Gzip,
        [b'P', b'K', 5, 6, ..] if bytes.len() >= 22 => FileType::Zip,
        [b'B', b'Z', b'h', b'1'..=b'9', body @ ..] if is_bzip2(body) => FileType::Bzip2,
        [
            0xff,
            0xd8,
            0xff,
            0xe0..=0xef | 0xdb | 0xc0 | 0xc4 | 0xfe,
            ..,
        ] => FileType::Jpeg,
        [0x4c, 0, 0, 0, 1, 0x14, 2, 0, ..] => FileType::Lnk,
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => FileType::Ole,
        [0, 0, 1, 0, count, 0, ..] if is_icon(bytes, *count) => FileType::Ico,
        _ if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") => FileType::Gif,
        _ if bytes.starts_with(b"MSWIM\0\0\0") => FileType::Wim,
        _ if bytes.starts_with(b"ElfFile\0") => FileType::Evtx,
        _ if bytes.starts_with(b"regf") && bytes.len() >= 512 => FileType::Registry,
        _ if is_pe(bytes) => FileType::Pe,
        _ if is_bmp(bytes) => FileType::Bmp,
        _ if is_tar(bytes) => FileType::Tar,
        _ if bytes.len() >= 8 && is_zlib(bytes) => FileType::Zlib,
        _ if is_lzma(bytes) => FileType::Lzma,
        _ if bytes.starts_with(b"\x02\x21\x4c\x18") => FileType::Lz4,
        _ => return None,
    };
    Some(found)
}

/// The sum of a tar header, its own field counted as spaces, is in that field (POSIX ustar).
/// It is the only mark of the oldest archives.
pub(crate) fn is_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else {
        return false;
    };
    let (name, _) = header.split_at(1);
    let field = header.get(148..156).unwrap_or_default();
    let digits = field.iter().copied().skip_while(|&byte| byte == b' ');
    let claimed = digits
        .take_while(|byte| (b'0'..=b'7').contains(byte))
        .fold(0u32, |sum, digit| sum * 8 + u32::from(digit - b'0'));
    let ustar = header.get(257..262) == Some(b"ustar");
    // A sum of zero there is not, and it is what most bytes that are no header claim.
    name != [0] && (ustar || claimed != 0 && sum_of_tar(header, field) == claimed)
}

fn sum_of_tar(header: &[u8], field: &[u8]) -> u32 {
    let sum = |bytes: &[u8]| bytes.iter().map(|&byte| u32::from(byte)).sum::<u32>();
    sum(header) - sum(field) + 8 * u32::from(b' ')
}

/// The digits of pi, with which a block begins, or those of its root, at the end of a stream.
fn is_bzip2(body: &[u8]) -> bool {
    body.starts_with(b"1AY&SY") || body.starts_with(b"\x17rE8P\x90")
}

/// Properties, a dictionary of 2^n or 2^n + 2^(n-1) bytes, a size that is open or below 256 GiB,
/// and the zero with which a range coder begins: what XZ Utils takes for LZMA alone.
pub(crate) fn is_lzma(bytes: &[u8]) -> bool {
    let Some((&[properties, a, b, c, d], rest)) = bytes.split_first_chunk() else {
        return false;
    };
    let Some((&size, stream)) = rest.split_first_chunk() else {
        return false;
    };
    let dictionary = u32::from_le_bytes([a, b, c, d]);
    let (size, lowest) = (u64::from_le_bytes(size), dictionary.trailing_zeros());
    properties < 225
        && dictionary >= 4096
        && matches!(dictionary.checked_shr(lowest), Some(1 | 3))
        && (size < 1 << 38 || size == u64::MAX)
        && stream.first() == Some(&0)
}

/// `MZ`, and the PE header where the DOS header says; a file cut before that must at least have
/// a DOS header with a likely place for it.
fn is_pe(bytes: &[u8]) -> bool {
    let place = bytes
        .get(0x3c..)
        .and_then(|rest| rest.first_chunk().copied());
    let (true, Some(place)) = (bytes.starts_with(b"MZ"), place.map(u32::from_le_bytes)) else {
        return false;
    };
    let Ok(place) = usize::try_from(place) else {
        return false;
    };
    match bytes.get(place..) {
        Some(header) if header.len() >= 4 => header.starts_with(b"PE\0\0"),
        _ => (0x40..0x1000).contains(&place),
    }
}

/// `BM`, the real size of the file, two reserved words of zero.
fn is_bmp(bytes: &[u8]) -> bool {
    let field = |at: usize| {
        bytes
            .get(at..)?
            .first_chunk()
            .copied()
            .map(u32::from_le_bytes)
    };
    bytes.starts_with(b"BM")
        && field(2).is_some_and(|size| size as usize == bytes.len())
        && field(6) == Some(0)
}

/// One to 63 images, the first of which lies within the file.
fn is_icon(bytes: &[u8], count: u8) -> bool {
    let field = |at: usize| {
        bytes
            .get(at..)?
            .first_chunk()
            .copied()
            .map(u32::from_le_bytes)
    };
    (1..64).contains(&count)
        && field(14).is_some_and(|size| (size as usize) < bytes.len())
        && field(18).is_some_and(|at| at >= 22 && (at as usize) < bytes.len())
}
