//! How surprising each residual is, compared with the others of its series.

use crate::anomaly::Threshold;
use crate::score::{Score, robust_zscores};

/// No residual counts for more robust standard deviations than this, and none for more of the
/// ordinary kind than that.
const FAR: f64 = 50.0;
const CLIP: f64 = 6.0;
/// Robust standard deviations from which on a residual can be a part of a stretch.
const GATE: f64 = 3.0;
/// Part of the largest residual around that a point has at the least, not to be found for being a
/// neighbour.
const PART: f64 = 1.0 / 3.0;
/// Standard deviations of the local mean that are one unit of the score.
const STRETCH: f64 = 4.0;
/// Local means that differ by less differ by rounding errors.
const ROUNDING: f64 = 1e-6;
/// Times the tail falls by the factor e that are one unit of the score.
const TAIL: f64 = 12.0;
/// The tail is measured between these shares of all residuals.
const TAIL_FROM: f64 = 0.9;
const TAIL_TO: f64 = 0.98;
/// Robust standard deviations in which a tail falls by the factor e, at the least. A normal
/// distribution's does in 0.42.
const STEEPEST: f64 = 0.15;
/// Points of a stretch where there is no period to say; else a sixth of it.
const WINDOW: usize = 4;

/// The score of each residual, with its sign; NaN where the residual is.
pub(super) fn scores(residual: &[f64], period: Option<usize>) -> Vec<f64> {
    let robust: Vec<f64> = robust_zscores(residual)
        .into_iter()
        .map(|score| score.clamp(-f64::MAX, f64::MAX))
        .collect();
    let window = period.map_or(WINDOW, |period| (period / 6).max(1));
    let stretch = stretches(&robust, window);
    let tail = tails(&robust);
    let both = stretch.into_iter().zip(tail).zip(&robust);
    both.map(|((stretch, tail), robust)| stretch.max(tail).copysign(*robust))
        .zip(residual)
        .map(|(score, residual)| if residual.is_nan() { f64::NAN } else { score })
        .collect()
}

/// The lowest and the highest residual whose score is within `threshold` whatever lies around it.
pub(super) fn ordinary(residual: &[f64], threshold: Threshold) -> (f64, f64) {
    let tail = Tail::of(&robust_zscores(residual));
    // A hair less than where the score reaches the threshold: the way back is rounded.
    let reach = |score: f64| match score.is_infinite() {
        true => score,
        false => GATE.min(tail.reach(score.abs())).copysign(score) * (1.0 - 1e-9),
    };
    let reaches = Threshold::new(reach(threshold.low()), reach(threshold.high()));
    Score::robust_z().limits(residual, reaches)
}

fn stretches(robust: &[f64], window: usize) -> Vec<f64> {
    let far = robust.iter().map(|score| score.clamp(-FAR, FAR));
    let deviation = Moments::of(far.clone()).deviation;
    if deviation == 0.0 {
        return vec![0.0; robust.len()];
    }
    let clipped: Vec<f64> = far
        .map(|score| (score.abs() / deviation).min(CLIP))
        .collect();
    let around = local_means(&clipped, window);
    let largest = local_largest(robust, window);
    let Moments { mean, deviation } = Moments::of(around.iter().copied());
    let score = |((around, largest), robust): ((f64, f64), &f64)| {
        let stands_out = robust.abs() > GATE.max(PART * largest.min(FAR));
        if stands_out && deviation > ROUNDING {
            ((around - mean) / deviation).max(0.0) / STRETCH
        } else {
            0.0
        }
    };
    let all = around.into_iter().zip(largest).zip(robust);
    all.map(score).collect()
}

fn tails(robust: &[f64]) -> Vec<f64> {
    let tail = Tail::of(robust);
    robust.iter().map(|score| tail.score(*score)).collect()
}

/// Where large residuals begin to be rare, and the distance in which they get rarer by the factor e.
struct Tail {
    from: f64,
    fall: f64,
}

impl Tail {
    fn of(robust: &[f64]) -> Tail {
        let known = robust.iter().filter(|score| !score.is_nan());
        let mut distances: Vec<f64> = known.map(|score| score.abs().min(f64::MAX)).collect();
        distances.sort_unstable_by(f64::total_cmp);
        let (from, to) = (share(&distances, TAIL_FROM), share(&distances, TAIL_TO));
        let falls = ((1.0 - TAIL_FROM) / (1.0 - TAIL_TO)).ln();
        let fall = ((to - from) / falls).max(STEEPEST);
        Tail { from, fall }
    }

    fn score(&self, robust: f64) -> f64 {
        ((robust.abs() - self.from) / self.fall).max(0.0) / TAIL
    }

    /// The inverse of the score.
    fn reach(&self, score: f64) -> f64 {
        self.from + score * TAIL * self.fall
    }
}

/// The value below which a `share` of `sorted` lies.
fn share(sorted: &[f64], share: f64) -> f64 {
    let place = share * sorted.len().saturating_sub(1) as f64;
    let at = |place: f64| sorted.get(place as usize).copied().unwrap_or(0.0);
    let (below, above) = (at(place.floor()), at(place.ceil()));
    below + (place - place.floor()) * (above - below)
}

/// The mean of the `window` values around each, of those that are known; ends are repeated.
fn local_means(values: &[f64], window: usize) -> Vec<f64> {
    let before = window / 2;
    let last = values.len().saturating_sub(1);
    let padded = (0..values.len() + window).map(|place| place.saturating_sub(before).min(last));
    let mut sums = vec![(0.0, 0.0)];
    sums.extend(padded.scan((0.0, 0.0), |(sum, count), place| {
        if let Some(value) = values.get(place).filter(|value| !value.is_nan()) {
            *sum += value;
            *count += 1.0;
        }
        Some((*sum, *count))
    }));
    let ends = sums.iter().zip(sums.iter().skip(window));
    ends.take(values.len())
        .map(|((from, before), (to, count))| (to - from) / (count - before))
        .collect()
}

/// The largest magnitude of the values less than a `window` away, in linear time: each value is the
/// first or last of two blocks of that length, and maxima within blocks are known (van Herk 1992).
fn local_largest(values: &[f64], window: usize) -> Vec<f64> {
    let block = window.max(1);
    let running = |block: &[f64]| -> Vec<f64> {
        let magnitudes = block.iter().map(|value| value.abs());
        let largest = magnitudes.scan(0.0, |largest: &mut f64, value| {
            *largest = largest.max(value);
            Some(*largest)
        });
        largest.collect()
    };
    let forward: Vec<f64> = values.chunks(block).flat_map(running).collect();
    let reversed = |block: &[f64]| {
        let reversed: Vec<f64> = block.iter().rev().copied().collect();
        let mut largest = running(&reversed);
        largest.reverse();
        largest
    };
    let backward: Vec<f64> = values.chunks(block).flat_map(reversed).collect();
    let last = values.len().saturating_sub(1);
    let at = |list: &[f64], place: usize| list.get(place.min(last)).copied().unwrap_or(0.0);
    let largest = |i: usize| {
        let before = at(&backward, (i + 1).saturating_sub(block));
        let behind = at(&forward, i + block - 1);
        before
            .max(at(&forward, i))
            .max(at(&backward, i))
            .max(behind)
    };
    (0..values.len()).map(largest).collect()
}

struct Moments {
    mean: f64,
    deviation: f64,
}

impl Moments {
    /// Of the values that are known.
    fn of(values: impl Iterator<Item = f64> + Clone) -> Moments {
        let known = values.filter(|value| !value.is_nan());
        let count = known.clone().count().max(1) as f64;
        let mean = known.clone().sum::<f64>() / count;
        let squares = known.map(|value| (value - mean) * (value - mean));
        Moments {
            mean,
            deviation: (squares.sum::<f64>() / count).sqrt(),
        }
    }
}
