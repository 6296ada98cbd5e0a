//! Long runs of letters and digits: addresses of coins, onion services, and fuzzy hashes.

use crate::{
    kind::{Kind, KindSet},
    recognise::{onion, scan::Scanner, tlsh},
    text::{char_at, char_before},
};

/// The shortest address.
const SHORTEST: usize = 25;

/// No address is longer, Zcash's unified ones among them.
const LONGEST: usize = 512;

/// The kinds that are looked for here.
pub(crate) const KINDS: KindSet = KindSet::COINS.with(Kind::Onion).with(Kind::Tlsh);

/// Reports what the run of letters and digits from `start` to `end` is.
pub(crate) fn scan(scanner: &mut Scanner<'_, '_>, start: usize, end: usize) {
    let fits = matches!(end - start, SHORTEST..=LONGEST);
    if fits && scanner.options.kinds.intersects(KINDS) {
        judge(scanner, start, end);
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
