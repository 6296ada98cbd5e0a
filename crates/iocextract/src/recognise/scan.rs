//! One pass over a line: at each anchor, the recognisers that it may belong to.

use crate::{
    candidate::Candidate,
    kind::{Kind, KindSet},
    options::{Options, Overlap},
    recognise::{
        carried, dotted, email, ipv4, ipv6, linux_path, more,
        runs::Runs,
        signs::{BLOCK, Map},
        url, wide, windows_path,
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
    pub(crate) wide_end: usize,
    /// Up to here something was found.
    found_end: usize,
    /// Up to here nothing that is found would be told of.
    shut_end: usize,
    /// Whether what lies in a URL or a path is told of.
    nested: bool,
    /// The name that a word gave to the last digest, and where that ended.
    pub(crate) last_digest: Option<(Kind, usize)>,
}

impl<'l, 'o> Scanner<'l, 'o> {
    pub(crate) fn new(
        line: &'l str,
        above: &'l str,
        options: Options,
        out: &'o mut Vec<Candidate>,
    ) -> Scanner<'l, 'o> {
        // What was found before spans lines, and may cut across what is found here.
        let nested = options.overlap != Overlap::Widest || !out.is_empty();
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
            wide_end: 0,
            found_end: 0,
            shut_end: 0,
            nested,
            last_digest: None,
        }
    }

    /// Finds the candidates of the line, which starts at `origin` in the text of the map.
    pub(crate) fn run(mut self, map: &mut Map<'_>, origin: usize) {
        let mut runs = Runs::default();
        let kinds = self.options.kinds;
        let (anchored, more) = (kinds.intersects(ANCHORED), kinds.intersects(more::KINDS));
        let end = origin + self.line.len();
        for index in origin / BLOCK..end.div_ceil(BLOCK) {
            let start = BLOCK * index;
            let inside = u64::MAX << origin.saturating_sub(start);
            let beyond = (end - start).min(BLOCK);
            let inside = inside & u64::MAX >> (BLOCK - beyond);
            let signs = map.block(index);
            let ends = (self.found_end, self.shut_end);
            runs.scan(&mut self, start, origin, signs.words & inside);
            (self.found_end, self.shut_end) = ends;
            let mut anchors = if anchored { signs.anchors & inside } else { 0 };
            while anchors != 0 {
                let at = start + anchors.trailing_zeros() as usize - origin;
                anchors &= anchors - 1;
                let b = byte(self.line, at);
                if at < self.shut_end {
                    self.pass(at, b);
                    continue;
                }
                if more {
                    more::visit(&mut self, at, b);
                }
                self.visit(at, b);
            }
        }
    }

    /// Passes over the anchor `b` at `at`, where nothing is told of that is found. A run of colons
    /// may go on beyond.
    #[inline]
    fn pass(&mut self, at: usize, b: u8) {
        if matches!(b, b':' | b'[' | b'(' | b'{' | b'<' | b'&' | b'\\') {
            ipv6::scan(self, at);
        }
    }

    /// The same, where it may turn out that what is found first is not told of.
    pub(crate) fn nested(mut self) -> Scanner<'l, 'o> {
        self.nested = true;
        self
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
            0 => wide::scan(self, at),
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

    /// Whether something was found that goes on over `at`. Runs are found ahead of the signs in
    /// their block, but there are few in one.
    fn is_cut(&self, at: usize) -> bool {
        let mut last = self.out.iter().rev().take(6);
        at < self.found_end || last.any(|found| found.start < at && at < found.end)
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
        if !self.options.kinds.contains(candidate.kind) {
            return;
        }
        let whole = HOLDERS.contains(candidate.kind) && !candidate.carried;
        if whole && !self.nested && !self.is_cut(candidate.start) {
            self.shut_end = candidate.end;
        }
        self.found_end = self.found_end.max(candidate.end);
        self.out.push(candidate);
    }
}

/// The kinds whose parts are not told of where the widest wins. The URLs that a URL carries are
/// looked for with it.
const HOLDERS: KindSet = KindSet::PATHS.with(Kind::Url).with(Kind::RegistryKey);

/// The kinds that are found by a sign in them.
const ANCHORED: KindSet = KindSet::NETWORK
    .union(KindSet::PATHS)
    .union(more::KINDS)
    .with(Kind::Cidr)
    .with(Kind::Onion)
    .with(Kind::Xmpp);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{style::Styles, text::steps};

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
}
