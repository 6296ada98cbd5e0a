//! Long runs of letters and digits: addresses of coins, onion services, and fuzzy hashes.

use crate::{
    kind::{Kind, KindSet},
    recognise::{onion, scan::Scanner, tlsh},
    text::{byte, char_at, char_before, run_end, run_start},
};

/// The shortest address. Of any that many bytes in a row one is looked at.
const SHORTEST: usize = 25;

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
    let mut probe = SHORTEST - 1;
    while probe < line.len() {
        if !byte(line, probe).is_ascii_alphanumeric() {
            probe += SHORTEST;
            continue;
        }
        let start = run_start(line, probe, SHORTEST, |b| b.is_ascii_alphanumeric());
        let end = run_end(line, probe, |b| b.is_ascii_alphanumeric());
        if matches!(end - start, SHORTEST..=LONGEST) {
            judge(scanner, start, end);
        }
        probe = end + SHORTEST;
    }
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
