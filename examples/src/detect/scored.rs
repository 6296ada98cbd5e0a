//! A series taken apart and scored: by the library's detector, or by a decomposition and one of the scores.

use timeseries::{Band, Detector, Error, Finding, Loess, Threshold, findings};

use super::{AUTO_PERIOD, DetectArgs, Season, fit};

/// One number a point in each list.
pub(super) struct Scored {
    pub(super) seasonal: Vec<f64>,
    pub(super) trend: Vec<f64>,
    pub(super) residual: Vec<f64>,
    pub(super) weights: Vec<f64>,
    pub(super) baseline: Vec<f64>,
    pub(super) scores: Vec<f64>,
    pub(super) band: Band,
    pub(super) findings: Vec<Finding>,
    /// Scores beyond it are unusual.
    pub(super) threshold: Option<f64>,
    /// What to say about the period, if it was not given.
    pub(super) note: Option<String>,
}

impl Scored {
    pub(super) fn of(args: &DetectArgs, values: &[f64]) -> Result<Scored, Error> {
        match args.score() {
            Some(score) => Scored::by_score(args, score, values),
            None => Scored::by_detector(args, values),
        }
    }

    fn by_score(
        args: &DetectArgs,
        score: timeseries::Score,
        values: &[f64],
    ) -> Result<Scored, Error> {
        let (periods, note) = fit::periods(args, values);
        let fit = fit::fit(args, &periods, values)?;
        let ordinary = args.ordinary(score.threshold().high());
        let scores = score.of(&fit.residual);
        Ok(Scored {
            findings: findings(values, &fit.baseline, &scores, ordinary),
            threshold: limit(ordinary),
            band: Band::around(&fit.baseline, &fit.residual, &score, ordinary),
            seasonal: fit.seasonal,
            trend: fit.trend,
            residual: fit.residual,
            weights: fit.weights,
            baseline: fit.baseline,
            scores,
            note,
        })
    }

    fn by_detector(args: &DetectArgs, values: &[f64]) -> Result<Scored, Error> {
        let ordinary = args.ordinary(1.0);
        let mut detector = Detector::new().threshold(ordinary);
        if let Some(span) = args.seasonal {
            detector = detector.seasonal(Loess::new(span));
        }
        let found = match args.period {
            Season::Points(period) => detector.period(period).detect(values)?,
            Season::Auto if values.is_empty() => detector.period(AUTO_PERIOD).detect(values)?,
            Season::Auto => match detector.detect(values)? {
                // Too few points to tell what is usual: the answer is what would be needed.
                found if found.period.is_none() && values.len() < 2 * AUTO_PERIOD => {
                    detector.period(AUTO_PERIOD).detect(values)?
                }
                found => found,
            },
        };
        let note = match (args.period, found.period) {
            (Season::Points(_), _) => None,
            (Season::Auto, Some(period)) => Some(format!("period {period} (--period N sets it)")),
            (Season::Auto, None) => Some("no period found (--period N sets one)".to_owned()),
        };
        Ok(Scored {
            seasonal: found.seasonal,
            trend: found.trend,
            residual: found.residual,
            weights: found.weights,
            baseline: found.baseline,
            scores: found.scores,
            band: found.band,
            findings: found.findings,
            threshold: limit(ordinary),
            note,
        })
    }
}

/// The side of `ordinary` that has a limit.
fn limit(ordinary: Threshold) -> Option<f64> {
    [ordinary.high(), -ordinary.low()]
        .into_iter()
        .find(|limit| limit.is_finite())
}
