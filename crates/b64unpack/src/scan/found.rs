//! A span that was decoded, and whether it is believed.

use std::borrow::Cow;
use std::ops::Range;

use super::Rules;
use crate::around::Around;
use crate::candidate::Candidate;
use crate::decode::Decoded;
use crate::encoding::Encoding;
use crate::formats::Fault;
use crate::identify::{FileType, identify};
use crate::limits::Limit;
use crate::problem::ProblemKind;
use crate::reason::{Reason, Reasons};
use crate::recognise::{self, Outcome, Recogniser, xor};
use crate::score::{Evidence, Verdict};
use crate::text::{Text, TextEncoding};

/// Bytes by which a span is judged even if fewer may be kept.
pub(super) const JUDGED: usize = 4096;

/// A payload that was decoded and believed.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) range: Range<usize>,
    pub(crate) encoding: Encoding,
    /// Of `Xor`.
    pub(crate) key: Option<u8>,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: Option<TextEncoding>,
    pub(crate) file_type: Option<FileType>,
    pub(crate) confidence: f32,
    pub(crate) reasons: Reasons,
    pub(crate) truncated: bool,
    /// Whether it was seen that no key makes sense of the bytes.
    pub(crate) keyless: bool,
    pub(crate) faults: Vec<Fault>,
}

/// Decodes a candidate and keeps it if it is likely enough.
pub(super) fn judge_base64(
    candidate: Candidate<'_>,
    haystack: &[u8],
    rules: Rules<'_>,
    room: (usize, Limit),
) -> Option<Found> {
    let mut bytes = Vec::new();
    let decoded = candidate.decode_up_to(room.0.max(JUDGED), &mut bytes);
    let span = Span {
        range: candidate.range(),
        encoding: candidate.encoding(),
        candidate: Some(candidate),
        recogniser: None,
    };
    span.judge(bytes, decoded, haystack, rules, room)
}

/// The same for another encoding.
pub(super) fn judge_other<'h>(
    recogniser: &'h dyn Recogniser,
    haystack: &'h [u8],
    range: Range<usize>,
    rules: Rules<'_>,
    room: (usize, Limit),
) -> Option<Found> {
    let mut bytes = Vec::new();
    let span = haystack.get(range.clone()).unwrap_or_default();
    let decoded = recogniser.decode(span, room.0.max(JUDGED), &mut bytes);
    let span = Span {
        range,
        encoding: recogniser.encoding(),
        candidate: None,
        recogniser: Some(recogniser),
    };
    span.judge(bytes, decoded, haystack, rules, room)
}

/// A whole payload under a key.
pub(super) fn judge_xor(bytes: &[u8], rules: Rules<'_>, room: (usize, Limit)) -> Option<Found> {
    let bent = Bent::guess(bytes, Text::detect(bytes), rules)?;
    let mut found = Found {
        range: 0..bytes.len(),
        encoding: Encoding::Xor,
        key: Some(bent.key),
        text: Text::detect(&bent.plain).map(|text| text.encoding()),
        file_type: identify(&bent.plain),
        bytes: bent.plain,
        confidence: bent.verdict.confidence,
        reasons: bent.verdict.reasons,
        truncated: false,
        keyless: false,
        faults: Vec::new(),
    };
    found.cut(room.0, room.1, Decoded::Whole);
    (found.confidence >= rules.min_confidence).then_some(found)
}

/// Bytes that make sense under a key.
struct Bent {
    key: u8,
    plain: Vec<u8>,
    verdict: Verdict,
}

impl Bent {
    fn guess(bytes: &[u8], text: Option<Text<'_>>, rules: Rules<'_>) -> Option<Bent> {
        if !rules.encodings.contains(Encoding::Xor) {
            return None;
        }
        let key = xor::guess(bytes, text)?;
        let plain = xor::apply(bytes, key, usize::MAX);
        let evidence = Evidence {
            candidate: None,
            text: Text::detect(&plain),
            file_type: identify(&plain),
            bytes: &plain,
            left_over: false,
        };
        let verdict = evidence.verdict();
        Some(Bent {
            key,
            plain,
            verdict,
        })
    }

    /// How likely the bytes are that stand under the key.
    fn believed(&self) -> Verdict {
        Verdict {
            confidence: self.verdict.confidence,
            reasons: Reasons::NONE.with(Reason::Unpacks),
        }
    }
}

/// What was decoded.
struct Span<'h> {
    range: Range<usize>,
    encoding: Encoding,
    candidate: Option<Candidate<'h>>,
    recogniser: Option<&'h dyn Recogniser>,
}

impl Span<'_> {
    fn judge(
        self,
        bytes: Vec<u8>,
        decoded: Decoded,
        haystack: &[u8],
        rules: Rules<'_>,
        (room, limit): (usize, Limit),
    ) -> Option<Found> {
        if bytes.is_empty() {
            return None;
        }
        let text = Text::detect(&bytes);
        let file_type = identify(&bytes);
        let evidence = Evidence {
            candidate: self.candidate,
            bytes: &bytes,
            text,
            file_type,
            left_over: decoded == Decoded::LeftOver,
        };
        let mut verdict = evidence.verdict();
        if let Some(recogniser) = self.recogniser {
            let outcome = Outcome {
                haystack,
                range: self.range.clone(),
                bytes: &bytes,
                text,
                content: verdict,
            };
            verdict = recognise::judge(recogniser, &outcome);
        }
        if text.is_none() && verdict.confidence < Verdict::UNPACKS.confidence {
            let around = Around::new(haystack, &self.range);
            if rules
                .formats
                .iter()
                .any(|format| around.proves(*format, &bytes))
            {
                verdict = verdict.or(Verdict::UNPACKS);
            }
        }
        let least = self.recogniser.map_or(0, Recogniser::least_bent);
        let bent = Bent::guess(&bytes, text, rules);
        let keyless = bent.is_none();
        if let Some(bent) = bent.filter(|bent| bent.plain.len() >= least) {
            verdict = verdict.or(bent.believed());
        }
        if verdict.confidence < rules.min_confidence {
            return None;
        }
        let mut found = Found {
            range: self.range,
            encoding: self.encoding,
            key: None,
            text: text.map(|text| text.encoding()),
            bytes,
            file_type,
            confidence: verdict.confidence,
            reasons: verdict.reasons,
            truncated: false,
            keyless,
            faults: Vec::new(),
        };
        found.cut(room, limit, decoded);
        Some(found)
    }
}

impl Found {
    /// Whether it was believed for what it holds, not for its spelling.
    pub(super) fn makes_sense(&self) -> bool {
        self.text.is_some() || self.file_type.is_some() || self.reasons.contains(Reason::Unpacks)
    }

    /// Whether it is so likely for what it holds that no other reading need be looked for.
    pub(super) fn is_plain(&self) -> bool {
        self.confidence >= 0.9 && (self.text.is_some() || self.file_type.is_some())
    }

    /// Whether it is the better reading of where both stand: the likelier one, else the longer.
    pub(super) fn beats(&self, other: &Found) -> bool {
        let longer = self.range.len() > other.range.len();
        self.confidence > other.confidence || (self.confidence == other.confidence && longer)
    }

    pub(super) fn scaled(mut self, scale: usize, len: usize) -> Found {
        self.range = self.range.start * scale..(self.range.end * scale).min(len);
        self
    }

    /// Takes the bytes down to what may be kept, and says so.
    fn cut(&mut self, room: usize, limit: Limit, decoded: Decoded) {
        if decoded == Decoded::Cut || self.bytes.len() > room {
            self.bytes.truncate(room);
            (self.truncated, self.keyless) = (true, false);
            self.fault(ProblemKind::Limit(limit), format!("cut after {room} bytes"));
        } else if decoded == Decoded::LeftOver {
            self.truncated = true;
            self.fault(ProblemKind::Truncated, "one symbol is left over at the end");
        }
    }

    fn fault(&mut self, kind: ProblemKind, message: impl Into<Cow<'static, str>>) {
        let offset = self.bytes.len();
        self.faults.push(Fault {
            kind,
            offset,
            message: message.into(),
        });
    }
}
