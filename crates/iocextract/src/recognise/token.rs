//! Long runs of letters and digits: addresses of coins, onion services, and fuzzy hashes.

use crate::{
    kind::{Kind, KindSet},
    recognise::{onion, scan::Scanner, tlsh},
    text::{byte, char_at, char_before, run_end, run_start},
};

/// The shortest address.
const SHORTEST: usize = 25;

/// Wherever windows of this size are laid side by side, the shortest address fills one.
const WINDOW: usize = SHORTEST.div_ceil(2);

/// No address is longer, Zcash's unified ones among them.
const LONGEST: usize = 512;

/// The kinds that are looked for here.
pub(crate) const KINDS: KindSet = KindSet::COINS.with(Kind::Onion).with(Kind::Tlsh);

/// Reports what long runs of letters and digits are.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>) {
    if !scanner.options.kinds.intersects(KINDS) {
        return;
    }
    let line = scanner.line;
    let mut window = 0;
    while window < line.len() {
        if !is_filled(line, window) {
            window += WINDOW;
            continue;
        }
        let start = run_start(line, window, SHORTEST, |b| b.is_ascii_alphanumeric());
        let end = run_end(line, window, |b| b.is_ascii_alphanumeric());
        if matches!(end - start, SHORTEST..=LONGEST) {
            judge(scanner, start, end);
        }
        // The byte after the run belongs to none.
        window = end + 1;
    }
}

/// Whether the window at `at` may be all letters and digits: a few of its bytes, far apart, tell
/// of words that are too short.
fn is_filled(line: &str, at: usize) -> bool {
    [0, 6, 3, 9, WINDOW - 1]
        .iter()
        .all(|offset| byte(line, at + offset).is_ascii_alphanumeric())
}

fn judge(scanner: &mut Scanner<'_, '_>, start: usize, end: usize) {
    let (line, kinds) = (scanner.line, scanner.options.kinds);
    if char_before(line, start).is_alphanumeric() || char_at(line, end).is_alphanumeric() {
        return;
    }
    #[cfg(feature = "coins")]
    if let Some(found) = crate::recognise::coin::judge(line, start, end, kinds) {
        scanner.report(found);
        return;
    }
    let found = tlsh::judge(line, start, end).or_else(|| onion::judge_bare(scanner, start, end));
    if let Some(found) = found.filter(|found| kinds.contains(found.kind)) {
        scanner.report(found);
    }
}
