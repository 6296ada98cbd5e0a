//! What stands behind the names of a path: `Basic/Command/Base64/aGVsbG8...`.
//!
//! Where the symbols of a payload include the slash, neither the whole of such a run makes sense
//! nor the words in it.

use super::names::is_name;
use super::{Found, Rules, judge_base64};
use crate::alphabet::{COMMON, class};
use crate::candidate::Candidate;
use crate::limits::Limit;

/// Slashes of a path behind which a payload may stand.
const MOST: usize = 6;
/// Symbols up to the next one that names do not have.
const LEAST: usize = 6;

/// The first part behind a slash that reaches to the end of a candidate and makes sense. Each is
/// judged only if it is spelt like no name.
pub(super) fn judge(
    candidate: &Candidate<'_>,
    haystack: &[u8],
    rules: Rules<'_>,
    room: (usize, Limit),
) -> Option<Found> {
    if candidate.is_joined() || candidate.is_wrapped() || candidate.context().is_some() {
        return None;
    }
    let run = candidate.as_bytes();
    let slashes = memchr::memchr_iter(b'/', run).take(MOST);
    let behind = slashes.filter_map(|slash| Some((slash + 1, run.get(slash + 1..)?)));
    let likely = behind.filter(|(_, tail)| is_likely(tail));
    let mut tails = likely.filter_map(|(at, _)| {
        let start = candidate.start() + at;
        // The padding that is due depends on its length.
        let found = rules.finder.line_breaks(false).find_at(haystack, start)?;
        let whole = found.start() == start && found.end() >= candidate.end();
        whole.then_some(found).filter(|tail| !is_name(tail))
    });
    tails.find_map(|tail| judge_base64(tail, haystack, rules, room).filter(Found::makes_sense))
}

/// Whether a name may have a part that is judged.
pub(super) fn is_there(name: &Candidate<'_>) -> bool {
    let run = name.as_bytes();
    memchr::memchr_iter(b'/', run).any(|slash| run.get(slash + 1..).is_some_and(is_likely))
}

/// Whether symbols of all kinds begin a part, and marks are among the others: words without them
/// are found as such.
fn is_likely(tail: &[u8]) -> bool {
    let common = |byte: &&u8| class(**byte) == COMMON;
    let word = tail.get(..tail.iter().take_while(common).count());
    let word = word.unwrap_or_default();
    word.len() >= LEAST
        && word.len() < tail.len()
        && word.iter().any(u8::is_ascii_lowercase)
        && word.iter().any(u8::is_ascii_uppercase)
}
