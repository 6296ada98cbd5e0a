//! What `hunt` prints: payloads, indicators and anomalies in one stream, told apart by `kind`.

use std::fmt::{self, Display, Formatter};

use b64unpack::{Origin, Payload};
use serde::Serialize;

use super::anomaly::AnomalyRecord;
use super::indicator::IndicatorRecord;
use super::payload::PayloadRecord;
use super::problem::{Problem, ProblemRecord};
use super::shape::{Field, objects, real, text, texts, truth, whole};
use super::{Record, json};
use crate::printable::Printable;

/// Anything that a hunt finds.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Finding<'a> {
    /// Something encoded.
    Payload(PayloadRecord<'a>),
    /// An indicator in a cell or in a payload.
    Indicator(HuntedIndicator<'a>),
    /// A point that stands out of a series.
    Anomaly(HuntedAnomaly<'a>),
    /// Something wrong with a cell.
    Problem(ProblemRecord<'a>),
}

/// An indicator, and the payload that it was found in.
#[derive(Debug, Clone, Serialize)]
pub struct HuntedIndicator<'a> {
    /// What and where. In a payload, positions count in its text, or in its bytes if it is no text.
    #[serde(flatten)]
    pub indicator: IndicatorRecord<'a>,
    /// The payload's number in its cell; null in the cell itself.
    pub payload: Option<usize>,
    /// How that payload was reached.
    pub chain: Option<String>,
}

impl<'a> HuntedIndicator<'a> {
    /// `indicator`, found in `payload` or in the cell itself.
    #[must_use]
    pub fn new(
        indicator: IndicatorRecord<'a>,
        payload: Option<Payload<'_>>,
    ) -> HuntedIndicator<'a> {
        let via = match payload.map(|payload| payload.origin()) {
            Some(Origin::Encoded { encoding, .. }) if indicator.via == "plain" => encoding.name(),
            Some(Origin::Member { format, .. }) if indicator.via == "plain" => format,
            _ => indicator.via,
        };
        HuntedIndicator {
            indicator: IndicatorRecord { via, ..indicator },
            payload: payload.map(|payload| payload.id().index()),
            chain: payload.map(|payload| payload.chain().to_string()),
        }
    }
}

impl HuntedIndicator<'_> {
    fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"kind\":\"indicator\",");
        self.indicator.write_fields(out);
        out.extend_from_slice(b",\"payload\":");
        json::whole(out, self.payload);
        out.extend_from_slice(b",\"chain\":");
        json::text(out, self.chain.as_deref());
        out.push(b'}');
    }
}

/// An anomaly, and the series that it was found in.
#[derive(Debug, Clone, Serialize)]
pub struct HuntedAnomaly<'a> {
    /// The series' name.
    pub series: &'a str,
    /// When and how far.
    #[serde(flatten)]
    pub point: &'a AnomalyRecord,
}

impl Record for Finding<'_> {
    const FIELDS: &'static [Field] = &[
        text("kind"),
        whole("row"),
        text("column"),
        whole("id"),
        whole("parent"),
        whole("depth"),
        whole("start"),
        whole("end"),
        text("encoding"),
        text("member"),
        text("chain"),
        text("file_type"),
        text("text"),
        truth("text_truncated"),
        text("text_encoding"),
        whole("size"),
        text("md5"),
        text("sha1"),
        text("sha256"),
        real("confidence"),
        truth("truncated"),
        objects("problems", &Problem::FIELDS),
        text("type"),
        text("value"),
        text("raw"),
        truth("defanged"),
        text("via"),
        texts("flags"),
        whole("payload"),
        text("series"),
        text("time"),
        real("residual"),
        real("trend"),
        real("seasonal"),
        real("weights"),
        real("baseline"),
        real("score"),
        whole("anomalies"),
        texts("reasons"),
        whole("key"),
    ];

    fn write_json(&self, out: &mut Vec<u8>) {
        match self {
            Finding::Indicator(found) => found.write_json(out),
            other => serde_json::to_writer(out, other).unwrap_or_default(),
        }
    }
}

impl Display for Finding<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Payload(record) => record.fmt(f),
            Finding::Problem(record) => record.fmt(f),
            Finding::Indicator(HuntedIndicator {
                indicator,
                payload: None,
                ..
            }) => indicator.fmt(f),
            Finding::Indicator(HuntedIndicator { indicator, .. }) => {
                writeln!(
                    f,
                    "    => {:<12} {}",
                    indicator.kind,
                    Printable(&indicator.value)
                )
            }
            Finding::Anomaly(HuntedAnomaly { point, .. }) => write!(f, "  {point}"),
        }
    }
}
