//! Time series: a season, a slow wander, noise and rare spikes.

use std::f64::consts::TAU;

use super::rng::Rng;

pub(crate) fn seasonal(seed: u64, len: usize, period: usize) -> Vec<f64> {
    let mut rng = Rng::new(seed);
    let mut level = 100.0;
    (0..len)
        .map(|index| {
            level += rng.unit() - 0.5;
            let season = 10.0 * (TAU * index as f64 / period as f64).sin();
            let spike = if rng.below(50) == 0 {
                40.0 * rng.unit()
            } else {
                0.0
            };
            level + season + rng.unit() + spike
        })
        .collect()
}

/// Whole numbers, as counts of bytes are, for many hosts one after the other.
pub(crate) fn hosts(seed: u64, hosts: usize, points: usize) -> Vec<f64> {
    let mut rng = Rng::new(seed);
    let one = |_| {
        seasonal(rng.next(), points, 24)
            .into_iter()
            .map(|value| (1000.0 * value).round())
    };
    (0..hosts).flat_map(one).collect()
}
