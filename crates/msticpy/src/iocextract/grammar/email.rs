//! ``[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@DNS``; defanged, `@` may be `[at]`.
//!
//! No character of the user part starts the sign, so a sign has one user part: the whole run
//! before it. The domain is matched right behind the sign.

use std::ops::Range;

use super::super::class::Class;
use super::{at, dns, either};

const USER: Class = Class::ALNUM.with(b".!#$%&'*+/=?^_`{|}~-");

pub(super) fn find(shapes: &[u8], from: usize, defanged: bool) -> Option<Range<usize>> {
    let mut search = from;
    while let Some(sign) = next_sign(shapes, search, defanged) {
        let start = USER.start_of_run(shapes, from.max(search), sign.start);
        let end = dns::match_at(shapes, sign.end, defanged);
        if let Some(end) = end.filter(|_| start < sign.start) {
            return Some(start..end);
        }
        search = sign.end;
    }
    None
}

pub(super) fn matches_all(shapes: &[u8], defanged: bool) -> bool {
    let user = USER.end_of_run(shapes, 0);
    match sign_at(shapes, user, defanged) {
        Some(sign) if user > 0 => dns::matches_from(shapes, sign.end, defanged),
        _ => false,
    }
}

fn next_sign(shapes: &[u8], from: usize, defanged: bool) -> Option<Range<usize>> {
    let mut search = from;
    loop {
        // `[` cannot be in a user part, so looking at it in plain text is harmless.
        let position = either(b'@', b'[', shapes, search)?;
        if let Some(sign) = sign_at(shapes, position, defanged) {
            return Some(sign);
        }
        search = position + 1;
    }
}

fn sign_at(shapes: &[u8], position: usize, defanged: bool) -> Option<Range<usize>> {
    if at(shapes, position) == Some(b'@') {
        return Some(position..position + 1);
    }
    let spelled = shapes.get(position..position + 4)?;
    (defanged && spelled.eq_ignore_ascii_case(b"[at]")).then_some(position..position + 4)
}
