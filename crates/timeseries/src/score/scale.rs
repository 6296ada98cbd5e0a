//! [`Scale`]: where scores are 0 and how far apart they are.

/// Scores are 0 from `low` to `high` and grow by 1 each `unit` beyond.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) unit: f64,
}

impl Scale {
    /// Of distances from one centre.
    pub(super) fn around(centre: f64, unit: f64) -> Scale {
        Scale {
            low: centre,
            high: centre,
            unit,
        }
    }

    /// The residual of a score on the lower side. An infinite one is none.
    pub(super) fn below(&self, score: f64) -> f64 {
        at(self.low, score, self.unit)
    }

    /// The residual of a score on the upper side.
    pub(super) fn above(&self, score: f64) -> f64 {
        at(self.high, score, self.unit)
    }
}

fn at(zero: f64, score: f64, unit: f64) -> f64 {
    if score.is_infinite() {
        score
    } else {
        zero + score * unit
    }
}
