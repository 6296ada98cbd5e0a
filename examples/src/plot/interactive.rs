//! A chart as the report takes it.

use msticpy::timeseries::Timestamp;

use super::Chart;

const MILLISECOND: i64 = 1_000_000;

impl Chart {
    /// The series with all there is to say about it.
    #[must_use]
    pub fn series(&self) -> report::Series {
        let band = self.band.as_ref().map(|band| report::Band {
            low: band.low.clone(),
            high: band.high.clone(),
        });
        let parts = self.parts.iter();
        let spans = self.spans.iter();
        report::Series {
            title: self.title.clone(),
            times: self.times.iter().map(milliseconds).collect(),
            utc_offset: self.times.first().and_then(Timestamp::offset).unwrap_or(0),
            values: self.values.clone(),
            baseline: self.baseline.clone(),
            band,
            scores: self.scores.clone(),
            threshold: self.threshold,
            flags: self.flags.iter().map(|flag| flag.signum() as i8).collect(),
            details: parts
                .map(|(name, part)| ((*name).to_owned(), part.clone()))
                .collect(),
            shades: spans
                .map(|(start, end)| report::Shade {
                    start: milliseconds(start),
                    end: milliseconds(end),
                })
                .collect(),
            moments: self
                .moments
                .iter()
                .map(|moment| report::Moment {
                    time: milliseconds(&moment.time),
                    label: moment.label.clone(),
                })
                .collect(),
        }
    }
}

fn milliseconds(time: &Timestamp) -> i64 {
    time.nanoseconds().div_euclid(MILLISECOND)
}
