//! One pass over a line: at each anchor, the recognisers that it may belong to.
//!
//! The signs of a block come as bits. What stands beside a sign drops most of them; what lies in a
//! URL or a path that is known already drops many more, all at once.

use crate::{
    kind::{Kind, KindSet},
    recognise::{
        anchor::is_plausible, block::BLOCK, carried, dotted, email, ipv4, ipv6, linux_path, more,
        runs::Runs, scan::Scanner, signs::Map, url, wide, windows_path,
    },
    text::{byte, byte_before},
};

/// The kinds that are found by a sign in them.
const ANCHORED: KindSet = KindSet::NETWORK
    .union(KindSet::PATHS)
    .union(more::KINDS)
    .with(Kind::Cidr)
    .with(Kind::Onion)
    .with(Kind::Xmpp);

impl Scanner<'_, '_> {
    /// Finds the candidates of the line, which starts at `origin` in the text of the map.
    pub(crate) fn run(mut self, map: &mut Map<'_>, origin: usize) {
        let mut runs = Runs::default();
        let anchored = self.options.kinds.intersects(ANCHORED);
        let end = origin + self.line.len();
        for index in origin / BLOCK..end.div_ceil(BLOCK) {
            let start = BLOCK * index;
            let inside = u64::MAX << origin.saturating_sub(start);
            let beyond = (end - start).min(BLOCK);
            let inside = inside & u64::MAX >> (BLOCK - beyond);
            let signs = map.block(index);
            let ends = (self.found_end, self.shut_end);
            runs.scan(&mut self, (start, origin), signs, inside);
            (self.found_end, self.shut_end) = ends;
            if anchored {
                self.visit_all(signs.anchors & inside, start, origin);
            }
        }
    }

    /// Visits the anchors of the block at `start` that something may be found by.
    #[inline(always)]
    fn visit_all(&mut self, mut anchors: u64, start: usize, origin: usize) {
        while anchors != 0 {
            let bit = anchors.trailing_zeros();
            let at = start + bit as usize - origin;
            if at < self.shut_end {
                self.pass(at);
                let shut = (origin + self.shut_end).saturating_sub(start);
                let open = u64::MAX.checked_shl(shut.min(BLOCK) as u32);
                anchors &= open.unwrap_or(0);
                continue;
            }
            anchors &= anchors - 1;
            let b = byte(self.line, at);
            if !self.is_settled(at, b) && is_plausible(self.line, at, b) {
                self.visit(at, b);
            }
        }
    }

    /// Whether it is known already that nothing more is found by the sign `b` at `at`: what it is
    /// part of was read, or it stands between signs of its own kind.
    #[inline(always)]
    fn is_settled(&self, at: usize, b: u8) -> bool {
        let inner = || byte(self.line, at + 1) == b && byte_before(self.line, at) == b;
        match b {
            b'.' => at < self.dots_end,
            b':' => at < self.colons_end,
            b'\\' => at < self.backslashes_end && inner(),
            b'/' => inner(),
            0 => at < self.wide_end,
            b'[' | b'(' => at < self.names_end && byte(self.line, at + 1) == b'.',
            _ => false,
        }
    }

    /// Passes over what nothing is told of that is found, from `at` on. A run of colons may go on
    /// beyond; then it is read as if nothing were passed over.
    fn pass(&mut self, at: usize) {
        let end = self.shut_end;
        if self.passed_end >= end {
            return;
        }
        self.passed_end = end;
        if !ipv6::may_cross(self.line, end) {
            return;
        }
        for at in at..end {
            let b = byte(self.line, at);
            if matches!(b, b':' | b'[' | b'(' | b'{' | b'<' | b'&' | b'\\') {
                ipv6::scan(self, at);
            }
        }
    }

    /// Tries the recognisers for the anchor `b` at `at`: the wider ones first, since what lies
    /// inside a URL or a path is judged by where it lies.
    fn visit(&mut self, at: usize, b: u8) {
        match b {
            b'.' => {
                more::dot(self, at);
                dotted::judge(self, at);
            }
            0xe3 | 0xef => dotted::scan(self, at),
            b'-' => more::hyphen(self, at),
            b':' => {
                more::colon(self, at);
                url::scan(self, at);
                windows_path::scan_drive(self, at);
                ipv6::scan(self, at);
            }
            b'@' => email::scan(self, at),
            0 => wide::scan(self, at),
            b'/' => {
                more::slash(self, at);
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
                more::backslash(self, at);
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
            b'_' => {
                more::dash(self, at);
                if byte(self.line, at + 1) == b'_' {
                    url::scan(self, at);
                }
            }
            b'[' | b'(' | b'{' | b'<' => {
                more::bracket(self, at, b);
                if self.options.defanged {
                    url::scan(self, at);
                    email::scan(self, at);
                    ipv6::scan(self, at);
                    dotted::scan(self, at);
                }
            }
            0xe2 => more::dash(self, at),
            b'+' => more::plus(self, at),
            _ => {
                more::word(self, at, b);
                if self.options.is_loose() {
                    self.visit_loosely(at, b);
                }
            }
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
}
