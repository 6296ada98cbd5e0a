//! The detectors that are compared. None is told anything about a series but its values.

use msticpy::timeseries::{Options, ts_anomalies_stl};
use timeseries::{Detector, Score, Stl, Threshold};

use super::Judged;

/// Hours to the day, for those that need to be told.
const DAY: usize = 24;

type Detect = fn(&[f64]) -> Judged;

pub(crate) const DETECTORS: [(&str, Detect); 8] = [
    ("default", default),
    ("default, told the day", told_the_day),
    ("msticpy", msticpy),
    ("msticpy in floating point", msticpy_in_floats),
    ("z beyond 3", z),
    ("robust STL, robust z", robust_z),
    ("robust STL, Kusto's fences", fences),
    ("everything", everything),
];

fn default(values: &[f64]) -> Judged {
    detected(&Detector::new(), values)
}

fn told_the_day(values: &[f64]) -> Judged {
    detected(&Detector::new().period(DAY), values)
}

fn detected(detector: &Detector, values: &[f64]) -> Judged {
    let scores = detector.detect(values).map(|detection| detection.scores);
    beyond(
        scores.unwrap_or_default(),
        Threshold::symmetric(1.0),
        values.len(),
    )
}

/// As the original flags: above 3 only, where the season is not cut to 0.
fn msticpy(values: &[f64]) -> Judged {
    let Ok(analysis) = ts_anomalies_stl(values, Options::default()) else {
        return nothing(values.len());
    };
    Judged {
        found: analysis.anomalies.iter().map(|flag| *flag != 0).collect(),
        scores: analysis.score.iter().map(|score| score.max(0.0)).collect(),
    }
}

/// The same rule without the cut to whole numbers.
fn msticpy_in_floats(values: &[f64]) -> Judged {
    let scores = scored(Stl::new(DAY), Score::Z, values);
    let scores = scores.into_iter().map(|score| score.max(0.0)).collect();
    beyond(scores, Threshold::symmetric(3.0), values.len())
}

fn z(values: &[f64]) -> Judged {
    let scores = scored(Stl::new(DAY), Score::Z, values);
    beyond(scores, Score::Z.threshold(), values.len())
}

fn robust_z(values: &[f64]) -> Judged {
    let score = Score::robust_z();
    let scores = scored(Stl::new(DAY).robust(true), score, values);
    beyond(scores, score.threshold(), values.len())
}

fn fences(values: &[f64]) -> Judged {
    let score = Score::ctukey();
    let scores = scored(Stl::new(DAY).robust(true), score, values);
    beyond(scores, score.threshold(), values.len())
}

/// What the measure gives to whoever does not look.
fn everything(values: &[f64]) -> Judged {
    Judged {
        found: vec![true; values.len()],
        scores: vec![1.0; values.len()],
    }
}

fn nothing(len: usize) -> Judged {
    Judged {
        found: vec![false; len],
        scores: vec![0.0; len],
    }
}

fn scored(stl: Stl, score: Score, values: &[f64]) -> Vec<f64> {
    let fit = stl.fit(values);
    fit.map(|fit| score.of(&fit.residual)).unwrap_or_default()
}

fn beyond(scores: Vec<f64>, threshold: Threshold, len: usize) -> Judged {
    if scores.len() != len {
        return nothing(len);
    }
    Judged {
        found: scores
            .iter()
            .map(|score| threshold.exceeded(*score).is_some())
            .collect(),
        scores: scores.into_iter().map(f64::abs).collect(),
    }
}
