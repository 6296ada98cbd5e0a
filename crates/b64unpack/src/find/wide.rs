//! Symbols with a zero behind each, as UTF-16 has them, in bytes that are something else.

use std::ops::Range;

use memchr::memchr;

use super::Finder;
use crate::alphabet::{class, encoding, is_mixed};
use crate::candidate::{Layout, Shape};

impl Finder {
    /// The first run of wide symbols that begins in `at..until`, or where to go on. The span of
    /// one in UTF-16BE leaves the first zero away, and has the one behind.
    pub(super) fn wide_at(&self, haystack: &[u8], at: usize, until: usize) -> Result<Shape, usize> {
        let mut from = at;
        let end = until.min(haystack.len());
        while let Some(zero) = haystack.get(from..end).and_then(|text| memchr(0, text)) {
            let start = (from + zero).saturating_sub(1).max(at);
            let run = self.wide_run(haystack, start);
            if run.symbols >= self.min_len {
                let shape = Shape::new(run.range, encoding(run.classes), Layout::Wide);
                return Ok(shape);
            }
            from = run.range.end.max(from + zero + 1);
            // Behind a zero, a zero has no symbol before it.
            let rest = haystack.get(from..end).unwrap_or_default();
            from += rest.iter().take_while(|&&byte| byte == 0).count();
        }
        Err(from.max(end))
    }

    /// The wide symbols from `start` on, with their padding.
    fn wide_run(&self, haystack: &[u8], start: usize) -> Wide {
        let (mut symbols, mut classes) = (0, 0);
        let rest = haystack.get(start..).unwrap_or_default();
        for pair in rest.chunks(2) {
            let class = match pair {
                [symbol, 0] | [symbol] => class(*symbol) & self.alphabet.mask(),
                _ => 0,
            };
            if class == 0 || (is_mixed(classes | class) && !self.mixed) {
                break;
            }
            (symbols, classes) = (symbols + 1, classes | class);
        }
        let due = (4 - symbols % 4) % 4 % 3;
        let padding = rest.chunks(2).skip(symbols).take(due);
        let padding = padding.take_while(|pair| matches!(pair, [b'='] | [b'=', 0]));
        let units = symbols + padding.count();
        Wide {
            range: start..haystack.len().min(start + 2 * units),
            symbols,
            classes,
        }
    }
}

struct Wide {
    range: Range<usize>,
    symbols: usize,
    classes: u8,
}
