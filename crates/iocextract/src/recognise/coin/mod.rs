//! Addresses of digital coins. Each kind tells its own by how they begin, and proves them by the
//! checksum they carry.

mod ada;
mod bch;
mod btc;
mod dash;
mod doge;
mod eth;
mod ltc;
mod sol;
mod trx;
mod xmr;
mod xrp;
mod xtz;
mod zec;

use crate::{
    candidate::Candidate,
    flags::Flags,
    kind::{Kind, KindSet},
    text::{head, slice},
};

/// What a kind makes of a run of letters and digits.
type Recognise = fn(&Token<'_>) -> Option<Flags>;

const RECOGNISERS: [(Kind, Recognise); 13] = [
    (Kind::Btc, btc::recognise),
    (Kind::Eth, eth::recognise),
    (Kind::Xmr, xmr::recognise),
    (Kind::Bch, bch::recognise),
    (Kind::Ltc, ltc::recognise),
    (Kind::Dash, dash::recognise),
    (Kind::Doge, doge::recognise),
    (Kind::Xrp, xrp::recognise),
    (Kind::Zec, zec::recognise),
    (Kind::Ada, ada::recognise),
    (Kind::Trx, trx::recognise),
    (Kind::Xtz, xtz::recognise),
    (Kind::Sol, sol::recognise),
];

/// A whole run of letters and digits in a line.
struct Token<'l> {
    line: &'l str,
    start: usize,
    end: usize,
    text: &'l str,
}

impl Token<'_> {
    fn starts_with_any(&self, symbols: &[u8]) -> bool {
        let first = self.text.as_bytes().first();
        first.is_some_and(|first| symbols.contains(first))
    }
}

/// The address that the run of letters and digits from `start` to `end` is.
pub(crate) fn judge(line: &str, start: usize, end: usize, kinds: KindSet) -> Option<Candidate> {
    let text = slice(line, start, end);
    let token = Token {
        line,
        start,
        end,
        text,
    };
    let wanted = RECOGNISERS.iter().filter(|(kind, _)| kinds.contains(*kind));
    let (kind, flags) = wanted
        .filter_map(|(kind, recognise)| Some((*kind, recognise(&token)?)))
        .next()?;
    let prefix = match kind {
        Kind::Bch => bch::prefix_len(head(line, start)),
        _ => 0,
    };
    Some(Candidate::new(kind, start - prefix, end, flags))
}
