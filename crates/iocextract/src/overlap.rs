//! Which candidates of a line are told of, and which holds which.

use std::cmp::Reverse;

use crate::{candidate::Candidate, kind::Kind, options::Overlap};

/// Puts the candidates of a line in the order of telling, drops those that lose, and gives the others
/// the places of their holders.
///
/// Candidates nest or stand apart, save where a custom pattern cuts across; then the one that
/// starts first wins, and under [`Overlap::Every`] both are told of. Each candidate is opened and
/// closed once.
pub(crate) fn settle(candidates: &mut Vec<Candidate>, overlap: Overlap) {
    // What a header's value is by itself says more than that it is one, in whichever order they
    // were found.
    let value = |c: &Candidate| c.kind == Kind::UserAgent;
    candidates.sort_by_key(|c| (c.start, Reverse(c.end), c.rank, value(c)));
    // Those before `told` are told of. The innermost of them that goes on where the next one
    // starts is open, and so are its holders.
    let (mut told, mut open) = (0, None);
    for index in 0..candidates.len() {
        let Some(candidate) = candidates.get(index) else {
            break;
        };
        while let Some(holder) = at(candidates, open).filter(|it| it.end <= candidate.start) {
            open = holder.parent;
        }
        let holder = at(candidates, open);
        let held = holder.is_some_and(|holder| candidate.end <= holder.end);
        if !is_told(candidate, holder, held, overlap) {
            continue;
        }
        let parent = open.filter(|_| held);
        if held || open.is_none() {
            open = Some(told);
        }
        candidates.swap(told, index);
        if let Some(candidate) = candidates.get_mut(told) {
            candidate.parent = parent;
        }
        told += 1;
    }
    candidates.truncate(told);
}

fn at(candidates: &[Candidate], index: Option<usize>) -> Option<&Candidate> {
    candidates.get(index?)
}

/// Whether a candidate is told of beside the one that is open where it starts.
fn is_told(
    candidate: &Candidate,
    holder: Option<&Candidate>,
    held: bool,
    overlap: Overlap,
) -> bool {
    let Some(holder) = holder else {
        return true;
    };
    let same = (holder.start, holder.end) == (candidate.start, candidate.end);
    match overlap {
        Overlap::Widest => {
            (candidate.carried || holds(holder.kind, candidate.kind)) && held && !same
        }
        Overlap::Every => !same || matches!(candidate.kind, Kind::Custom(_)),
    }
}

/// Whether what stands in an indicator of the one kind is no part of it, but text that it quotes.
fn holds(holder: Kind, kind: Kind) -> bool {
    match holder {
        Kind::YaraRule => true,
        Kind::UserAgent => kind == Kind::Url,
        _ => false,
    }
}
