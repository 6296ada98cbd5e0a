//! One pass over a line: at each anchor, the recognisers that it may belong to.

use crate::{
    candidate::Candidate,
    kind::{Kind, KindSet},
    options::Options,
    recognise::{
        carried, dotted, email, encoded, hash, ipv4, ipv6, linux_path, more, token, url, wide,
        windows_path,
    },
    text::byte,
};

/// The state of a pass.
///
/// Each recogniser reads from an anchor to the end of what the anchor belongs to, judges it,
/// and sets its own mark to that end; anchors before the mark are passed over. Looks back and
/// ahead are bounded by constants. That is what makes the pass linear.
pub(crate) struct Scanner<'l, 'o> {
    pub(crate) line: &'l str,
    /// What stands above the line.
    pub(crate) above: &'l str,
    pub(crate) options: Options,
    out: &'o mut Vec<Candidate>,
    pub(crate) names_end: usize,
    pub(crate) urls_end: usize,
    /// No e-mail address stands in the authority of a URL.
    pub(crate) authority_end: usize,
    pub(crate) emails_end: usize,
    pub(crate) ipv6_end: usize,
    /// The end of the last IPv6 address that was found.
    pub(crate) ipv6_found_end: usize,
    pub(crate) path_end: usize,
    pub(crate) backslashes_end: usize,
    pub(crate) slashes_end: usize,
    pub(crate) registry_end: usize,
    pub(crate) arn_end: usize,
    pub(crate) agent_end: usize,
    pub(crate) phone_end: usize,
}

impl<'l, 'o> Scanner<'l, 'o> {
    pub(crate) fn new(
        line: &'l str,
        above: &'l str,
        options: Options,
        out: &'o mut Vec<Candidate>,
    ) -> Scanner<'l, 'o> {
        Scanner {
            line,
            above,
            options,
            out,
            names_end: 0,
            urls_end: 0,
            authority_end: 0,
            emails_end: 0,
            ipv6_end: 0,
            ipv6_found_end: 0,
            path_end: 0,
            backslashes_end: 0,
            slashes_end: 0,
            registry_end: 0,
            arn_end: 0,
            agent_end: 0,
            phone_end: 0,
        }
    }

    /// Finds the candidates of the line.
    pub(crate) fn run(mut self) {
        encoded::scan(&mut self);
        wide::scan(&mut self);
        hash::scan(&mut self);
        token::scan(&mut self);
        let kinds = self.options.kinds;
        if !kinds.intersects(ANCHORED) {
            return;
        }
        let more = kinds.intersects(more::KINDS);
        let wanted = PLAIN
            | if self.options.is_loose() { LOOSE } else { 0 }
            | if more { more_classes(kinds) } else { 0 };
        for (at, &b) in self.line.as_bytes().iter().enumerate() {
            let class = class(b) & wanted;
            if more && class != 0 {
                more::visit(&mut self, at, b);
            }
            if class & (PLAIN | LOOSE) != 0 {
                self.visit(at, b);
            }
        }
    }

    /// Tries the recognisers for the anchor `b` at `at`: the wider ones first, since what lies
    /// inside a URL or a path is judged by where it lies.
    fn visit(&mut self, at: usize, b: u8) {
        match b {
            b'.' | 0xe3 | 0xef => dotted::scan(self, at),
            b':' => {
                url::scan(self, at);
                windows_path::scan_drive(self, at);
                ipv6::scan(self, at);
            }
            b'@' => email::scan(self, at),
            b'/' => {
                if byte(self.line, at + 1) == b'/' {
                    url::scan(self, at);
                }
                linux_path::scan(self, at);
            }
            b'&' => {
                url::scan(self, at);
                email::scan(self, at);
                dotted::scan(self, at);
            }
            b'\\' => {
                url::scan(self, at);
                email::scan(self, at);
                windows_path::scan_backslash(self, at);
                dotted::scan(self, at);
            }
            b'%' => {
                carried::scan_alone(self, at);
                url::scan(self, at);
                email::scan(self, at);
                dotted::scan(self, at);
            }
            b'_' if byte(self.line, at + 1) == b'_' => url::scan(self, at),
            b'[' | b'(' | b'{' | b'<' if self.options.defanged => {
                url::scan(self, at);
                email::scan(self, at);
                ipv6::scan(self, at);
                dotted::scan(self, at);
            }
            _ if self.options.is_loose() => self.visit_loosely(at, b),
            _ => {}
        }
    }

    /// Tries the recognisers for spellings that only loose reading knows.
    fn visit_loosely(&mut self, at: usize, b: u8) {
        match b {
            b',' => ipv4::scan_commas(self, at),
            b'a' | b'A' => email::scan(self, at),
            b'd' | b'D' => dotted::scan(self, at),
            _ => {}
        }
    }

    /// Whether `at` lies in a URL or a path that is known already.
    pub(crate) fn is_taken(&self, at: usize) -> bool {
        at < self.urls_end || at < self.path_end
    }

    /// Whether `at` lies in a path that is known already.
    pub(crate) fn in_path(&self, at: usize) -> bool {
        at < self.path_end
    }

    pub(crate) fn report(&mut self, candidate: Candidate) {
        if self.options.kinds.contains(candidate.kind) {
            self.out.push(candidate);
        }
    }
}

/// The kinds that are found by a sign in them.
const ANCHORED: KindSet = KindSet::NETWORK
    .union(KindSet::PATHS)
    .union(more::KINDS)
    .with(Kind::Cidr)
    .with(Kind::Onion)
    .with(Kind::Xmpp);

/// Begins one of the separators that indicators are found by.
const PLAIN: u8 = 1;
/// The first bytes of `,`, `at` and `dot`.
const LOOSE: u8 = 1 << 1;
/// A hyphen or another dash.
const DASH: u8 = 1 << 2;
/// A plus sign.
const PLUS: u8 = 1 << 3;
/// A capital that numbers begin with.
const CAPITAL: u8 = 1 << 4;
/// `A`, in either case.
const LETTER_A: u8 = 1 << 5;

/// What to stop at for `kinds` beyond the signs that are looked at anyway.
fn more_classes(kinds: KindSet) -> u8 {
    [
        (DASH, b'-'),
        (PLUS, b'+'),
        (CAPITAL, b'S'),
        (CAPITAL, b'T'),
        (LETTER_A, b'a'),
    ]
    .into_iter()
    .filter(|&(_, sign)| more::is_anchor(sign, kinds))
    .fold(0, |classes, (class, _)| classes | class)
}

/// What `b` may begin: a table look-up, since this is asked of every byte.
fn class(b: u8) -> u8 {
    const CLASSES: [u8; 256] = {
        let mut table = [0; 256];
        let mut signs: &[(&[u8], u8)] = &[
            (b".:@/\\%&_[({<\xe3\xef", PLAIN),
            (b",aAdD", LOOSE),
            (b"-\xe2", DASH),
            (b"+", PLUS),
            (b"CDGMST", CAPITAL),
            (b"aA", LETTER_A),
        ];
        while let [(set, class), others @ ..] = signs {
            let mut rest: &[u8] = set;
            while let [first, more @ ..] = rest {
                #[expect(clippy::indexing_slicing, reason = "a byte is below 256")]
                {
                    table[*first as usize] |= *class;
                }
                rest = more;
            }
            signs = others;
        }
        table
    };
    CLASSES.get(usize::from(b)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{options::Overlap, style::Styles, text::steps};

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
        steps::of(|| Scanner::new(text, "", options, &mut out).run())
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
}
