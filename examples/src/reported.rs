//! What was found in a cell, as the report takes it.

use std::borrow::Cow;
use std::ops::Range;

use b64unpack::{Origin, Payload, Tree};
use iocextract::{Kind, defang};

use crate::record::indicator::IndicatorRecord;
use crate::record::payload::PayloadRecord;
use crate::record::problem::Problem;
use crate::row::Cell;
use crate::spans::Spans;

/// First bytes of a payload, for a look at them.
const HEAD: usize = 256;
/// Payloads of a cell that are shown; further ones are counted.
const PAYLOADS: usize = 200;
/// Bytes of a payload's text.
const TEXT: usize = 16_384;

/// Gathers what is found in one cell.
#[derive(Debug)]
pub struct Gathered {
    event: report::Event,
    /// Where each payload lies in the text of its parent, as far as that is known yet.
    places: Vec<Option<Range<usize>>>,
    /// In text that is not valid, places are none of what is shown.
    valid: bool,
}

impl Gathered {
    /// Nothing yet, from `cell` of the row of this number, which happened at `time`.
    #[must_use]
    pub fn in_cell(row: usize, cell: Cell<'_>, time: Option<&str>, tree: &Tree) -> Gathered {
        let text = String::from_utf8_lossy(cell.bytes);
        let mut gathered = Gathered {
            valid: matches!(text, Cow::Borrowed(_)),
            event: report::Event {
                row: row as u64,
                column: cell.column.map(str::to_owned),
                time: time.map(str::to_owned),
                text: text.into_owned(),
                ..report::Event::default()
            },
            places: vec![None; tree.len()],
        };
        if gathered.valid {
            let roots = tree.roots().filter(|root| root.range().is_some());
            gathered.places_of(roots, &Spans::of_cell(tree));
        }
        gathered
    }

    /// Takes note of where in the text of `parent` its children lie.
    pub fn place(&mut self, tree: &Tree, parent: Payload<'_>, spans: &Spans) {
        if parent.text().is_some() {
            let children = tree.children(parent.id());
            self.places_of(children.filter(|child| child.range().is_some()), spans);
        }
    }

    fn places_of<'t>(&mut self, payloads: impl Iterator<Item = Payload<'t>>, spans: &Spans) {
        for (payload, span) in payloads.zip(spans.iter()) {
            if let Some(place) = self.places.get_mut(payload.id().index()) {
                *place = Some(span.clone());
            }
        }
    }

    /// Adds a payload; they come in the order of their numbers.
    pub fn payload(&mut self, record: &PayloadRecord<'_>, payload: Payload<'_>) {
        let parent = record.parent.and_then(|at| self.event.payloads.get(at));
        let mut chain = parent.map_or(Vec::new(), |parent| parent.chain.clone());
        chain.push(step(record, payload));
        let place = report::Payload {
            parent: record.parent,
            span: self.places.get(record.id).cloned().flatten(),
            chain,
            problems: record.problems.iter().map(problem).collect(),
            ..report::Payload::default()
        };
        self.event.payloads.push(match self.event.payloads.len() {
            ..PAYLOADS => described(record, payload, place),
            _ => place,
        });
    }

    /// Adds an indicator of the cell, or of `payload`.
    pub fn indicator(&mut self, record: &IndicatorRecord<'_>, payload: Option<Payload<'_>>) {
        let kind = record.kind.parse::<Kind>().ok();
        let defanged = match kind.map(|kind| defang(kind, &record.value)) {
            Some(Cow::Owned(defanged)) => Some(defanged),
            _ => None,
        };
        let shown = match payload {
            Some(payload) => payload.text().is_some(),
            None => self.valid,
        };
        self.event.indicators.push(report::Indicator {
            kind: kind.map_or_else(
                || record.kind.to_string().into(),
                |kind| kind.as_str().into(),
            ),
            value: record.value.to_string(),
            defanged: defanged.filter(|defanged| *defanged != record.value),
            payload: payload.map(|payload| payload.id().index()),
            span: if shown {
                record.start..record.end
            } else {
                0..0
            },
            confidence: record.confidence as f32,
            flags: record.flags.iter().map(Into::into).collect(),
        });
    }

    /// Adds a problem that belongs to no payload.
    pub fn problem(&mut self, found: &Problem) {
        self.event.problems.push(problem(found));
    }

    /// What was gathered, if anything was, and about how many bytes that is.
    #[must_use]
    pub fn event(self) -> Option<(report::Event, usize)> {
        let event = self.event;
        let payloads = event.payloads.iter();
        let texts = payloads.map(|payload| 600 + payload.text.as_ref().map_or(0, String::len));
        let weight = event.text.len() + texts.sum::<usize>() + 200 * event.indicators.len();
        let found = !event.payloads.is_empty()
            || !event.indicators.is_empty()
            || !event.problems.is_empty();
        found.then_some((event, weight))
    }
}

/// The payload at its `place` with all there is to say about it.
fn described(
    record: &PayloadRecord<'_>,
    payload: Payload<'_>,
    place: report::Payload,
) -> report::Payload {
    let digests = [
        ("MD5", &record.md5),
        ("SHA-1", &record.sha1),
        ("SHA-256", &record.sha256),
    ];
    let text = record.text.as_deref();
    let shown = text.map(beginning);
    report::Payload {
        file_type: record.file_type.map(str::to_owned),
        text: shown.map(str::to_owned),
        text_truncated: record.text_truncated || shown.map(str::len) < text.map(str::len),
        text_encoding: record.text_encoding.map(str::to_owned),
        size: record.size as u64,
        head: payload.bytes().iter().take(HEAD).copied().collect(),
        digests: digests
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .to_vec(),
        confidence: payload.confidence(),
        reasons: record
            .reasons
            .iter()
            .map(|&reason| reason.to_owned())
            .collect(),
        truncated: record.truncated,
        ..place
    }
}

/// The first [`TEXT`] bytes, whole characters.
fn beginning(text: &str) -> &str {
    let end = (0..=TEXT.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The last step of a payload's chain: `base64`, or the format and the member's name.
fn step(record: &PayloadRecord<'_>, payload: Payload<'_>) -> String {
    match (payload.origin(), &record.member) {
        (Origin::Encoded { encoding, .. }, _) => match record.key {
            Some(key) => format!("{} 0x{key:02x}", encoding.name()),
            None => encoding.name().to_owned(),
        },
        (Origin::Member { format, .. }, Some(name)) if !name.is_empty() => {
            format!("{format}:{name}")
        }
        (Origin::Member { format, .. }, _) => format.to_owned(),
        _ => "payload".to_owned(),
    }
}

fn problem(problem: &Problem) -> report::Problem {
    report::Problem {
        kind: problem.kind.clone(),
        message: problem.message.clone(),
    }
}
