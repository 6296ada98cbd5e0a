//! What the files begin with that `infer` knows. Asking it costs a microsecond, as it tries all of
//! its hundred kinds one after the other; most payloads are text, which two bytes show to be none.

use memchr::memchr_iter;

/// How far into a file `infer` looks for the mark of a PDF document.
const PDF: usize = 1024;
/// Marks that do not stand at the start of a file, and where they stand.
const INSIDE: [(usize, &[u8]); 9] = [
    (4, b"ftyp"),
    (4, b"moov"),
    (4, b"mdat"),
    (12, b"mdat"),
    (8, b"WEBP"),
    (34, b"LP"),
    (60, b"BOOKMOBI"),
    (128, b"DICM"),
    (257, b"ustar"),
];

/// Whether `infer` could have a name for these bytes.
pub(super) fn may_be_known(bytes: &[u8]) -> bool {
    let Some(&[first, second]) = bytes.first_chunk() else {
        return true;
    };
    begins_a_file(first, second) || has_mark_inside(bytes)
}

/// Whether a file may begin with these two bytes.
fn begins_a_file(first: u8, second: u8) -> bool {
    let seconds: &[u8] = match first {
        // What is not ASCII text; and markup, of which there are many kinds.
        0..=0x20 | 0x7f.. | b'<' => return true,
        b'!' => b"<",
        b'#' | b'%' => b"!",
        b'(' => b"\xb5",
        b'-' => b"-",
        b'0' => b"7&\x82",
        b'7' => b"z",
        b'8' => b"B",
        b'A' => b"CT",
        b'B' => b"CMZ",
        b'C' => b"Wr",
        b'D' => b"S",
        b'F' => b"LOW",
        b'G' => b"I",
        b'I' => b"DIS",
        b'L' => b"Z\x01",
        b'M' => b"4ACMSTZ",
        b'N' => b"E",
        b'O' => b"Tg",
        // And skippable frames before those of zstd and lz4, which begin with `P` to `_`.
        b'P' => b"*AK",
        b'Q' => b"*F",
        b'R' => b"*Ia",
        b'S' => b"*Q",
        b'T'..=b'_' => b"*",
        b'd' => b"e\x86",
        b'f' => b"L",
        b'q' => b"\xc7",
        b'w' => b"O",
        b'{' => b"\\",
        _ => b"",
    };
    seconds.contains(&second)
}

fn has_mark_inside(bytes: &[u8]) -> bool {
    let stands = |(at, mark): &(usize, &[u8])| {
        let rest = bytes.get(*at..);
        rest.is_some_and(|rest| rest.starts_with(mark))
    };
    let head = bytes.get(..PDF).unwrap_or(bytes);
    let mut percent = memchr_iter(b'%', head).filter_map(|at| head.get(at..));
    INSIDE.iter().any(stands) || percent.any(|rest| rest.starts_with(b"%PDF"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of each kind that begins with ASCII, or has its mark inside, and of some others.
    const FILES: [&[u8]; 69] = [
        b"MZ",
        b"BC",
        b"dex\n",
        b"0\x82",
        b"L\x01",
        b"d\x86",
        b"-----BEGIN ",
        b"QFI\xfb",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x07\x08",
        b"PK00PK\x03\x04",
        b"PAR2\0PKT",
        b"Rar!\x1a\x07\0",
        b"BZh",
        b"BZ3v1",
        b"7z\xbc\xaf\x27\x1c",
        b"CWS",
        b"FWS",
        b"{\\rtf",
        b"NES\x1a",
        b"Cr24",
        b"MSCF",
        b"ISc(",
        b"%!",
        b"SQLi",
        b"!<arch>",
        b"LZIP",
        b"\x28\xb5\x2f\xfd",
        b"P*M\x18\0\0\0\0\x28\xb5\x2f\xfd",
        b"_*M\x18\0\0\0\0\x04\x22\x4d\x18",
        b"q\xc7",
        b"070701",
        b"MThd",
        b"ID3",
        b"M4A ",
        b"OggS",
        b"fLaC",
        b"RIFF0000WAVE",
        b"RIFF0000AVI",
        b"#!AMR\n",
        b"FORM0000AIFF",
        b"DSD ",
        b"MAC ",
        b"wOFF\0\x01\0\0",
        b"wOF2\0\x01\0\0",
        b"OTTO\0",
        b"GIF",
        b"xxxxxxxxWEBP",
        b"II*\0",
        b"MM\0*",
        b"BM",
        b"II\xbc",
        b"8BPS",
        b"AT&TFORM0000DJV",
        b"AC1015",
        b"MC0.0\0",
        b"<html ",
        b" \n<body>",
        b"<?xml",
        b"#!/",
        b"xxxxftypmp41",
        b"xxxxmoov",
        b"xxxxmdat",
        b"xxxxxxxxxxxxmdat",
        b"FLV\x01",
        b"0&\xb2\x75\x8e\x66\xcf\x11\xa6\xd9",
        b"words, then %PDF",
        b"\x1f\x8b\x08",
    ];

    fn file(start: &[u8]) -> Vec<u8> {
        let mut file = start.to_vec();
        file.resize(300, b'x');
        file
    }

    #[test]
    fn every_file_is_asked_for() {
        for start in FILES {
            let file = file(start);
            assert!(may_be_known(&file), "{start:?}");
            // `dex` has a second mark; the others are whole.
            let known = infer::get(&file).is_some();
            assert!(
                known || start.starts_with(b"dex"),
                "{start:?} is no example"
            );
        }
        for (at, mark) in INSIDE {
            let mut file = file(b"words");
            file.splice(at..at + mark.len(), mark.iter().copied());
            assert!(may_be_known(&file), "{mark:?}");
        }
    }

    /// No two bytes alone name a file that is not asked for.
    #[test]
    fn all_pairs() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                let file = file(&[first, second]);
                let known = infer::get(&file).is_some();
                assert!(may_be_known(&file) || !known, "{first:#x} {second:#x}");
            }
        }
    }

    #[test]
    fn text_is_not_asked_for() {
        for text in [
            "Write-Host 'hello'",
            "IEX (New-Object)",
            "$a = 1",
            "powershell",
            "echo 100%",
        ] {
            assert!(!may_be_known(text.as_bytes()), "{text}");
        }
    }
}
