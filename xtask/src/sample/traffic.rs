//! Two weeks of hourly traffic with a rhythm, a spike and a dip.

use super::rng::Rng;
use super::{clock, csv};

const HOURS: u64 = 14 * 24;

/// Bytes in each hour of a day, in units of 100,000.
pub(super) const RHYTHM: [u64; 24] = [
    31, 28, 27, 26, 28, 33, 42, 56, 71, 83, 88, 86, 80, 84, 87, 85, 79, 70, 61, 54, 48, 43, 38, 34,
];

/// Two hours in which somebody carries data away, and two in which a link was down.
pub(super) const SPIKE: [u64; 2] = [8 * 24 + 2, 8 * 24 + 3];
pub(super) const DIP: [u64; 2] = [11 * 24 + 13, 11 * 24 + 14];

pub(super) struct Traffic {
    points: Vec<(String, u64)>,
}

pub(super) fn generate(seed: u64) -> Traffic {
    // Another stream than the process log's, so that the one does not move the other.
    let mut rng = Rng::new(!seed);
    let points = (0..HOURS).zip(RHYTHM.iter().cycle());
    Traffic {
        points: points
            .map(|(hour, &usual)| (clock::time(hour, 0), bytes(&mut rng, hour, usual)))
            .collect(),
    }
}

fn bytes(rng: &mut Rng, hour: u64, usual: u64) -> u64 {
    let noise = rng.below(300_000);
    if SPIKE.contains(&hour) {
        9_500_000 + noise
    } else if DIP.contains(&hour) {
        1_200_000 + noise
    } else {
        usual * 100_000 + noise
    }
}

impl Traffic {
    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    pub(super) fn csv(&self) -> String {
        let mut out = String::new();
        csv::write_row(&mut out, [Some("TimeGenerated"), Some("TotalBytesSent")]);
        for (time, bytes) in &self.points {
            csv::write_row(&mut out, [Some(time.as_str()), Some(&bytes.to_string())]);
        }
        out
    }
}
