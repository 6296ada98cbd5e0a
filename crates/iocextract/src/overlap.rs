//! Which candidates of a line are told of, and which holds which.

use std::cmp::Reverse;

use crate::{candidate::Candidate, kind::Kind, options::Overlap};

/// A candidate that is told of, and the place of its holder among those of the line.
#[derive(Clone, Debug)]
pub(crate) struct Settled {
    pub(crate) candidate: Candidate,
    pub(crate) parent: Option<usize>,
}

/// The chain of holders that are open where the next candidate starts: start, end, and place among
/// those that are told of.
pub(crate) type Open = Vec<(usize, usize, usize)>;

/// Empties `candidates` into `settled` in the order of telling, and drops those that lose.
///
/// Candidates nest or stand apart, save where a custom pattern cuts across; then the one that
/// starts first wins, and under [`Overlap::Every`] both are told of. Each candidate is pushed to
/// `open` and popped from it once.
pub(crate) fn settle(
    candidates: &mut Vec<Candidate>,
    overlap: Overlap,
    open: &mut Open,
    settled: &mut Vec<Settled>,
) {
    // What a header's value is by itself says more than that it is one, in whichever order they
    // were found.
    let value = |c: &Candidate| c.kind == Kind::UserAgent;
    candidates.sort_by_key(|c| (c.start, Reverse(c.end), c.rank, value(c)));
    open.clear();
    for candidate in candidates.drain(..) {
        let (start, end) = (candidate.start, candidate.end);
        while open
            .last()
            .is_some_and(|&(_, open_end, _)| open_end <= start)
        {
            open.pop();
        }
        let holder = open.last().copied();
        let same = holder.is_some_and(|(s, e, _)| (s, e) == (start, end));
        let held_here = holder.filter(|&(_, open_end, _)| end <= open_end);
        let holder_kind = holder
            .and_then(|(_, _, index)| settled.get(index))
            .map(|holder| holder.candidate.kind);
        let told = match overlap {
            Overlap::Widest => {
                let carried = candidate.carried || holds(holder_kind, candidate.kind);
                holder.is_none() || (carried && held_here.is_some() && !same)
            }
            Overlap::Every => !same || matches!(candidate.kind, Kind::Custom(_)),
        };
        if !told {
            continue;
        }
        if holder.is_none() || held_here.is_some() {
            open.push((start, end, settled.len()));
        }
        settled.push(Settled {
            candidate,
            parent: held_here.map(|(_, _, index)| index),
        });
    }
}

/// Whether what stands in an indicator of the one kind is no part of it, but text that it quotes.
fn holds(holder: Option<Kind>, kind: Kind) -> bool {
    match holder {
        Some(Kind::YaraRule) => true,
        Some(Kind::UserAgent) => kind == Kind::Url,
        _ => false,
    }
}
