//! That a pass takes time linear in the text, whatever the text is.

use crate::{
    kind::KindSet,
    options::{Options, Overlap},
    recognise::{scan::Scanner, signs::Map},
    style::Styles,
    text::steps,
};

/// What attackers repeat: each of these made some extractor quadratic or worse.
const REPEATED: [&str; 104] = [
    "&#46;",
    "aHR0cDovL2Eu",
    "aHR0c=",
    "68747470",
    "68747470 ",
    "a\0",
    "\0",
    "a&#46;",
    "\\u002e",
    "http:// ",
    "a://",
    "//",
    "http//",
    "a.com/",
    "a.com?a=",
    "1.2.3.4/a",
    "\"a\"@",
    "\"",
    "a=",
    "a=b@",
    "[http]://",
    "[f[:]",
    "http://[f[:]",
    "h__p",
    "(.a",
    "a.)",
    "a",
    "a.",
    "1.",
    ".",
    ":",
    "::",
    "/",
    "\\",
    "@",
    "a@",
    "[.]",
    "a[.]",
    "[",
    "(",
    "(.",
    "{",
    "a-",
    "a_",
    "_",
    "%",
    "%41",
    "%25",
    "0",
    "f",
    "f:",
    "1:",
    "'",
    "\"",
    "a'",
    "http://",
    "http://a",
    "http://-",
    "http__",
    "http__a",
    "http%3A%2F%2F",
    "http%3A%2F%2Fa.com%22",
    "http://a/?u=",
    "/a",
    "\\a",
    "C:\\",
    "C:\\a b",
    "\"C:\\",
    " /",
    "., ",
    "xn--",
    "а.",
    "1.2.3.4-",
    "a@b.c,",
    "+",
    "+1 ",
    "+49 ",
    "HKLM\\",
    "HKLM\\a ",
    "[HKLM\\a ",
    "'HKLM\\a ",
    "HKLM\\a b",
    "HKLM\\Session Manager ",
    "Mozilla/5.0 ",
    "Mozilla/5.0 (",
    "Mozilla/5.0 (a) ",
    "\"Mozilla/5.0 ",
    "User-Agent: ",
    "User-Agent:",
    "arn:aws:s3:::a",
    "arn:aws:s3:::",
    "arn:",
    "3:",
    "3:a:",
    "3:abcdefghijkl",
    "CVE-2021-",
    "CVE-2021-1",
    "1A",
    "a1b2c3d4-",
    "00-",
    "00:",
    "TLP:",
    "AS1",
    "T1059.",
];

fn steps_for(text: &str, loose: bool) -> usize {
    let options = Options {
        kinds: KindSet::ALL,
        overlap: Overlap::Every,
        styles: if loose { Styles::ALL } else { Styles::DEFAULT },
        ..Options::DEFAULT
    };
    let mut out = Vec::new();
    let mut map = Map::new(text.as_bytes(), loose);
    steps::of(|| Scanner::new(text, "", options, &mut out).run(&mut map, 0))
}

#[test]
fn four_times_the_text_takes_four_times_the_steps() {
    for piece in REPEATED {
        for (prefix, loose) in [
            ("", false),
            ("http://h/?a=", true),
            ("\"", false),
            ("C:\\", true),
        ] {
            let text = |count| format!("{prefix}{}", piece.repeat(count));
            let (short, long) = (
                steps_for(&text(1_000), loose),
                steps_for(&text(4_000), loose),
            );
            assert!(
                long <= 5 * short + 20_000,
                "{prefix}{piece:?}: {short} steps, then {long}"
            );
        }
    }
}
