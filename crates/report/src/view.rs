//! What the page's scripts are given. Positions count UTF-16 units, as they do in a browser.

use serde::Serialize;

use crate::event::{Event, Indicator, Payload, Problem};
use crate::limits::Limits;
use crate::rating::Rating;
use crate::text::{beginning, utf16_spans};

/// A piece of text with what lies in it.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Annotated {
    text: String,
    /// Is there more text?
    #[serde(skip_serializing_if = "no")]
    cut: bool,
    /// Payloads: number, start, end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    encoded: Vec<[usize; 3]>,
    /// Indicators: number, start, end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<[usize; 3]>,
}

/// Events that are equal.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Shown {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<String>,
    pub(crate) count: u64,
    pub(crate) rows: Vec<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last: Option<String>,
    pub(crate) level: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) reasons: Vec<String>,
    pub(crate) body: Annotated,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) payloads: Vec<ShownPayload>,
    /// Payloads that are not shown.
    #[serde(skip_serializing_if = "zero")]
    pub(crate) more: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) problems: Vec<ShownProblem>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShownPayload {
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<usize>,
    chain: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Annotated>,
    size: u64,
    #[serde(skip_serializing_if = "String::is_empty")]
    head: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    digests: Vec<(String, String)>,
    confidence: f32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<String>,
    #[serde(skip_serializing_if = "no")]
    truncated: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    problems: Vec<ShownProblem>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct ShownProblem {
    kind: String,
    message: String,
}

impl Shown {
    /// `event` as it is shown; `numbers` are those of its indicators in the table, as far as they are in it.
    pub(crate) fn new(
        event: &Event,
        rating: Rating,
        numbers: &[Option<usize>],
        limits: &Limits,
    ) -> Shown {
        let kept = event.payloads.len().min(limits.payloads);
        let payloads = event.payloads.iter().take(kept).enumerate();
        Shown {
            column: event.column.clone(),
            count: 0,
            rows: Vec::new(),
            first: None,
            last: None,
            level: rating.level.name(),
            reasons: rating.reasons,
            body: Annotated::new(event, None, &event.text, numbers, limits),
            payloads: payloads
                .map(|(at, payload)| ShownPayload::new(event, at, payload, numbers, limits))
                .collect(),
            more: event.payloads.len() - kept,
            problems: problems(&event.problems),
        }
    }

    /// Counts one more of the same.
    pub(crate) fn see(&mut self, row: u64, time: Option<&str>, places: usize) {
        self.count += 1;
        if self.rows.len() < places {
            self.rows.push(row);
        }
        if let Some(time) = time {
            self.first.get_or_insert_with(|| time.to_owned());
            let last = self.last.get_or_insert_default();
            last.clear();
            last.push_str(time);
        }
    }

    /// Is `event`, whose hash is the same, really the same?
    pub(crate) fn is(&self, event: &Event) -> bool {
        self.column == event.column && event.text.starts_with(&self.body.text)
    }

    /// Bytes that it takes in the page, about.
    pub(crate) fn weight(&self) -> usize {
        let payloads = self.payloads.iter().map(ShownPayload::weight);
        150 + self.body.weight() + payloads.sum::<usize>()
    }
}

impl ShownPayload {
    fn new(
        event: &Event,
        at: usize,
        payload: &Payload,
        numbers: &[Option<usize>],
        limits: &Limits,
    ) -> ShownPayload {
        let body = payload.text.as_ref().map(|text| {
            let mut body = Annotated::new(event, Some(at), text, numbers, limits);
            body.cut |= payload.text_truncated;
            body
        });
        let head = payload.head.iter().take(limits.head);
        ShownPayload {
            // A payload cannot lie in one that comes later.
            parent: payload.parent.filter(|&parent| parent < at),
            chain: payload.chain.clone(),
            kind: payload.file_type.clone(),
            encoding: payload.text_encoding.clone(),
            body,
            size: payload.size,
            head: head.map(|byte| format!("{byte:02x}")).collect(),
            digests: payload.digests.clone(),
            confidence: payload.confidence,
            reasons: payload.reasons.clone(),
            truncated: payload.truncated,
            problems: problems(&payload.problems),
        }
    }

    fn weight(&self) -> usize {
        500 + self.head.len() + self.body.as_ref().map_or(0, Annotated::weight)
    }
}

impl Annotated {
    /// The text of payload `at` of `event`, or of its cell.
    fn new(
        event: &Event,
        at: Option<usize>,
        text: &str,
        numbers: &[Option<usize>],
        limits: &Limits,
    ) -> Annotated {
        let (text, cut) = beginning(text, limits.text);
        let payloads = event.payloads.iter().take(limits.payloads).enumerate();
        let encoded = payloads.filter(|(_, payload)| payload.parent == at);
        let encoded = encoded.filter_map(|(number, payload)| Some((number, payload.span.clone()?)));
        let here = |found: &&Indicator| found.payload == at;
        let marks = event.indicators.iter().zip(numbers);
        let marks = marks.filter(|(found, _)| here(found));
        let marks = marks.filter_map(|(found, number)| Some(((*number)?, found.span.clone())));
        Annotated {
            encoded: places(text, encoded.collect()),
            marks: places(text, marks.collect()),
            text: text.to_owned(),
            cut,
        }
    }

    fn weight(&self) -> usize {
        self.text.len() + 12 * (self.encoded.len() + self.marks.len())
    }
}

/// The numbers with where they lie, as far as that is in the text.
fn places(text: &str, found: Vec<(usize, std::ops::Range<usize>)>) -> Vec<[usize; 3]> {
    let (numbers, spans): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let places = numbers.into_iter().zip(utf16_spans(text, &spans));
    let mut places: Vec<_> = places
        .filter_map(|(number, place)| place.map(|[start, end]| [number, start, end]))
        .collect();
    // The widest first, where two begin together.
    places.sort_by_key(|&[_, start, end]| (start, std::cmp::Reverse(end)));
    places
}

fn problems(problems: &[Problem]) -> Vec<ShownProblem> {
    const MOST: usize = 20;
    let shown = problems.iter().take(MOST).map(|problem| ShownProblem {
        kind: problem.kind.clone(),
        message: problem.message.clone(),
    });
    shown.collect()
}

/// What is empty takes no room in the page.
fn no(value: &bool) -> bool {
    !value
}

fn zero(count: &usize) -> bool {
    *count == 0
}
