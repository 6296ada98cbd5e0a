//! `%41%42` (RFC 3986, section 2.1).

use std::ops::Range;

use super::codes::hex_pair;
use super::{Outcome, Recogniser};
use crate::byte_set::ByteSet;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::find::Finder;
use crate::glance::Glance;
use crate::identify::identify;
use crate::score::{Evidence, Verdict};
use crate::text::Text;

/// Escapes where there is something behind them, one of
/// - at least six, no fewer than the other characters among them, of which a quarter is of
///   letters and digits: those need no escape, and no encoder writes one;
/// - a whole string that was quoted: eight escapes or more, among them spaces and characters
///   of scripts, every eighth character an escape;
/// - Base64 of 24 symbols or more in which only its own `+`, `/`, `=` are escaped;
/// - at least six escapes that are escaped again (`%2541`), with hardly anything between them.
///
/// The escapes of ordinary addresses (a few spaces, another address as an argument, letters that
/// are not ASCII) are refused.
pub(super) struct Percent;

/// What stands as it is in a quoted string; `/` and brackets are left to the caller by some.
static LITERAL: ByteSet =
    ByteSet::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/()*!");

/// Literal characters in a row that may stand between two escapes of the first kind.
const MAX_LITERALS: usize = 3;

impl Recogniser for Percent {
    fn encoding(&self) -> Encoding {
        Encoding::Percent
    }

    fn shown(&self) -> Glance {
        Glance::RARE
    }

    fn find_at(&self, haystack: &[u8], at: usize) -> Option<Range<usize>> {
        let mut from = at;
        loop {
            let percent = from + memchr::memchr(b'%', haystack.get(from..)?)?;
            let literals = haystack.get(from..percent)?.iter().rev();
            let start = percent - literals.take_while(|byte| LITERAL.contains(**byte)).count();
            let token = Token::read(haystack.get(start..)?);
            if let Some(span) = token.span() {
                return Some(start + span.start..start + span.end);
            }
            from = (start + token.end).max(percent + 1);
        }
    }

    fn decode(&self, span: &[u8], limit: usize, out: &mut Vec<u8>) -> Decoded {
        let mut bytes = Pieces { text: span, at: 0 }.map(|piece| piece.byte);
        out.extend(bytes.by_ref().take(limit));
        match bytes.next() {
            Some(_) => Decoded::Cut,
            None => Decoded::Whole,
        }
    }

    fn verdict(&self, outcome: &Outcome<'_>) -> Verdict {
        let token = Token::read(outcome.span());
        let dense = token.dense.is_some();
        match outcome.bytes.len() {
            12.. if dense || token.is_twice() => outcome.noted(0.75),
            _ if dense || outcome.text.is_none() => outcome.content,
            _ if token.is_base64() => base64_verdict(outcome.bytes),
            _ => outcome.doubted(0.8),
        }
    }
}

/// One character, as it stands or escaped.
struct Piece {
    start: usize,
    end: usize,
    byte: u8,
}

impl Piece {
    fn is_escape(&self) -> bool {
        self.end - self.start > 1
    }

    fn is_percent(&self) -> bool {
        self.is_escape() && self.byte == b'%'
    }
}

struct Pieces<'t> {
    text: &'t [u8],
    at: usize,
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let start = self.at;
        let (byte, len) = match self.text.get(start..)? {
            [b'%', digits @ ..] => (hex_pair(digits)?, 3),
            [byte, ..] if LITERAL.contains(*byte) => (*byte, 1),
            _ => return None,
        };
        self.at += len;
        Some(Piece {
            start,
            end: self.at,
            byte,
        })
    }
}

/// A string of literals and escapes.
#[derive(Default)]
struct Token {
    end: usize,
    characters: usize,
    escapes: usize,
    spaces: usize,
    /// Escapes of what scripts are full of and addresses are not.
    script: usize,
    /// Of what is not Base64.
    foreign: usize,
    /// Of the percent sign of another escape.
    twice: usize,
    dense: Option<Range<usize>>,
}

/// Escapes with few literals between them.
#[derive(Default)]
struct Dense {
    start: usize,
    end: usize,
    escapes: usize,
    needless: usize,
    literals: usize,
    /// Literals behind the last escape.
    tail: usize,
}

impl Token {
    fn read(text: &[u8]) -> Token {
        let mut token = Token::default();
        let mut dense = Dense::default();
        for piece in (Pieces { text, at: 0 }) {
            token.add(&piece);
            let behind = text.get(piece.end..).unwrap_or_default();
            token.twice += usize::from(piece.is_percent() && hex_pair(behind).is_some());
            if !dense.takes(&piece) {
                token.dense = token.dense.take().or_else(|| dense.span());
                dense = Dense::default();
                dense.takes(&piece);
            }
        }
        token.dense = token.dense.take().or_else(|| dense.span());
        token
    }

    fn add(&mut self, piece: &Piece) {
        self.end = piece.end;
        self.characters += 1;
        self.foreign += usize::from(!is_base64(piece.byte));
        if piece.is_escape() {
            self.escapes += 1;
            self.spaces += usize::from(piece.byte == b' ');
            self.script += usize::from(b"\"'()$;{}|<>`".contains(&piece.byte));
        }
    }

    /// Which part of it may be a payload.
    fn span(&self) -> Option<Range<usize>> {
        let whole = self.is_quoted() || self.is_base64() || self.is_twice();
        self.dense.clone().or(whole.then_some(0..self.end))
    }

    fn is_quoted(&self) -> bool {
        self.escapes >= 8
            && self.escapes * 8 >= self.characters
            && self.spaces >= 3
            && self.script >= 2
    }

    /// Each is three characters.
    fn is_twice(&self) -> bool {
        self.twice >= 6 && self.twice * 4 >= self.characters
    }

    fn is_base64(&self) -> bool {
        self.foreign == 0 && self.escapes > 0 && self.characters >= 24
    }
}

impl Dense {
    /// Takes one more piece, or says that it belongs to none or to another.
    fn takes(&mut self, piece: &Piece) -> bool {
        if !piece.is_escape() {
            self.tail += 1;
            return self.escapes > 0 && self.tail <= MAX_LITERALS;
        }
        if self.escapes == 0 {
            self.start = piece.start;
            self.tail = 0;
        }
        self.literals += std::mem::take(&mut self.tail);
        self.escapes += 1;
        self.needless += usize::from(piece.byte.is_ascii_alphanumeric());
        self.end = piece.end;
        true
    }

    fn span(&self) -> Option<Range<usize>> {
        let meant =
            self.escapes >= 6 && self.escapes >= self.literals && self.needless * 4 >= self.escapes;
        meant.then_some(self.start..self.end)
    }
}

/// Base64 is believed for what it holds.
fn base64_verdict(bytes: &[u8]) -> Verdict {
    let candidate = Finder::new().find(bytes);
    let whole = candidate.filter(|candidate| candidate.as_bytes().len() == bytes.len());
    let Some((candidate, decoded)) = whole.and_then(|found| Some((found, found.decode().ok()?)))
    else {
        return Verdict::NONE;
    };
    let evidence = Evidence {
        candidate: Some(candidate),
        bytes: &decoded,
        text: Text::detect(&decoded),
        file_type: identify(&decoded),
        left_over: false,
    };
    evidence.verdict()
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}
