//! [`anomalies`]: the points whose scores lie beyond a threshold.

/// The scores between which a point is ordinary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    low: f64,
    high: f64,
}

impl Threshold {
    /// Ordinary from `-limit` to `limit`, both included.
    #[must_use]
    pub const fn symmetric(limit: f64) -> Threshold {
        Threshold {
            low: -limit.abs(),
            high: limit.abs(),
        }
    }

    /// Ordinary from `low` to `high`, both included. An infinite bound leaves that side out.
    ///
    /// ```
    /// use timeseries::{Threshold, anomalies};
    ///
    /// let dips_sooner = Threshold::new(-2.0, 5.0);
    /// assert_eq!(anomalies(&[-3.0, 0.0, 4.0], dips_sooner).count(), 1);
    /// ```
    #[must_use]
    pub const fn new(low: f64, high: f64) -> Threshold {
        Threshold { low, high }
    }

    /// Ordinary up to `limit`, however low: only spikes are anomalies.
    #[must_use]
    pub const fn spikes(limit: f64) -> Threshold {
        Threshold::new(f64::NEG_INFINITY, limit.abs())
    }

    /// Ordinary from `-limit` on, however high: only dips are anomalies.
    #[must_use]
    pub const fn dips(limit: f64) -> Threshold {
        Threshold::new(-limit.abs(), f64::INFINITY)
    }

    /// The lowest ordinary score.
    #[must_use]
    pub const fn low(&self) -> f64 {
        self.low
    }

    /// The highest ordinary score.
    #[must_use]
    pub const fn high(&self) -> f64 {
        self.high
    }

    /// The direction in which `score` is beyond, if it is. A NaN never is.
    #[must_use]
    pub fn exceeded(&self, score: f64) -> Option<Direction> {
        if score > self.high {
            Some(Direction::Spike)
        } else if score < self.low {
            Some(Direction::Dip)
        } else {
            None
        }
    }
}

/// On which side of the expected value an anomaly lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Above.
    Spike,
    /// Below.
    Dip,
}

impl Direction {
    /// 1 for a spike, -1 for a dip.
    #[must_use]
    pub const fn sign(self) -> i8 {
        match self {
            Direction::Spike => 1,
            Direction::Dip => -1,
        }
    }
}

/// A point that is not ordinary.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Anomaly {
    /// Its place in the series.
    pub index: usize,
    /// Its score.
    pub score: f64,
    /// Above or below.
    pub direction: Direction,
}

impl Anomaly {
    /// An anomaly found by other means.
    #[must_use]
    pub const fn new(index: usize, score: f64, direction: Direction) -> Anomaly {
        Anomaly {
            index,
            score,
            direction,
        }
    }
}

/// The points whose scores are strictly beyond `threshold`, in order.
///
/// ```
/// use timeseries::{Direction, Threshold, anomalies};
///
/// let found: Vec<_> = anomalies(&[0.1, 3.5, -0.2, -4.0], Threshold::symmetric(3.0)).collect();
/// assert_eq!((found[0].index, found[0].direction), (1, Direction::Spike));
/// assert_eq!((found[1].index, found[1].direction), (3, Direction::Dip));
/// ```
pub fn anomalies(scores: &[f64], threshold: Threshold) -> impl Iterator<Item = Anomaly> {
    scores
        .iter()
        .enumerate()
        .filter_map(move |(index, &score)| {
            threshold.exceeded(score).map(|direction| Anomaly {
                index,
                score,
                direction,
            })
        })
}
