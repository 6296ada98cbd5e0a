//! Periods that are there are found, and none where there is none.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::num::f64::ANY;
use proptest::prelude::*;
use timeseries::{Season, SeasonFinder};

struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// By the central limit theorem, close enough.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// Height of a season's point at a phase from 0 to 1, with a variance of about 2.
type Shape = fn(f64) -> f64;

const SINE: Shape = |phase| 2.0 * (phase * std::f64::consts::TAU).sin();
const RAMP: Shape = |phase| 5.0 * phase;
const SHIFTS: Shape = |phase| if phase > 0.6 { 3.0 } else { 0.0 };
const ONCE: Shape = |phase| {
    if (0.3..0.36).contains(&phase) {
        8.0
    } else {
        0.0
    }
};

/// A season in noise of variance 1, with a trend, an outlier and a stretch that is missing.
fn series(period: usize, cycles: usize, shape: Shape, seed: u64) -> Vec<f64> {
    let mut random = Random(seed * 977 + 1);
    let point = |i: usize| {
        let outlier = if i == 2 * period { 1e3 } else { 0.0 };
        let missing = if (30..33).contains(&i) { f64::NAN } else { 0.0 };
        let season = shape((i % period) as f64 / period as f64);
        season + random.normal() + 0.05 * i as f64 + outlier + missing
    };
    (0..period * cycles).map(point).collect()
}

fn periods(found: &[Season]) -> Vec<usize> {
    let mut periods: Vec<usize> = found.iter().map(|season| season.period).collect();
    periods.sort_unstable();
    periods
}

#[test]
fn the_period_that_is_there() {
    for (period, cycles) in [(7, 15), (12, 12), (24, 10), (24, 60), (60, 9), (168, 12)] {
        for (shape, name) in [
            (SINE, "sine"),
            (RAMP, "ramp"),
            (SHIFTS, "shifts"),
            (ONCE, "once"),
        ] {
            if name == "once" && period < 20 {
                continue;
            }
            let missed: Vec<_> = (0..10)
                .map(|seed| {
                    periods(&SeasonFinder::new().find(&series(period, cycles, shape, seed)))
                })
                // Noise moves the top of a smooth season a little.
                .filter(|found| {
                    let near = |found: usize| 100 * found.abs_diff(period) <= period;
                    found.len() != 1 || !near(found[0])
                })
                .collect();
            assert!(missed.len() <= 1, "{name} {period} x {cycles}: {missed:?}");
        }
    }
}

/// Of a thousand series without a period, few have one by chance, and those are short or walks.
#[test]
fn no_period_where_none_is() {
    let mut found = [0_usize; 3];
    for seed in 1..=100 {
        for len in [100, 1000] {
            let mut random = Random(seed * 7_777_777 + len as u64);
            let noise: Vec<f64> = (0..len).map(|_| random.normal()).collect();
            let (mut walk, mut memory) = (0.0, 0.0);
            let walk: Vec<f64> = noise
                .iter()
                .map(|step| {
                    walk += step;
                    walk
                })
                .collect();
            let memory: Vec<f64> = noise
                .iter()
                .map(|step| {
                    memory = 0.8 * memory + step;
                    memory
                })
                .collect();
            for (series, found) in [&noise, &memory, &walk].into_iter().zip(&mut found) {
                *found += usize::from(!SeasonFinder::new().find(series).is_empty());
            }
        }
    }
    let [noise, memory, walk] = found;
    assert!(noise <= 6 && memory <= 10 && walk <= 30, "{found:?}");
}

/// The series of the documentation of Kusto's `series_decompose`: weeks of days.
#[test]
fn days_in_weeks() {
    let mut random = Random(5);
    let hour = |t: usize| {
        let day = if t / 24 % 7 >= 5 { 10.0 } else { 15.0 };
        2.0 * random.uniform() + day - ((t % 24) as f64 / 10.0).powi(2) + t as f64 / 72.0
    };
    let found = SeasonFinder::new().find(&(1..24 * 7 * 5).map(hour).collect::<Vec<_>>());
    assert_eq!(periods(&found), [24, 168]);
    assert!(
        found.iter().all(|season| season.strength > 0.6),
        "{found:?}"
    );
}

#[test]
fn nothing_has_no_period() {
    let line: Vec<f64> = (0..500).map(|i| f64::from(i) / 3.0).collect();
    for series in [
        vec![],
        vec![1.0; 500],
        vec![f64::NAN; 500],
        line,
        vec![1e308, -1e308, 1e308],
    ] {
        assert_eq!(SeasonFinder::new().find(&series), []);
        assert_eq!(SeasonFinder::validate(&series, 24).strength, 0.0);
    }
}

/// Where the values without noise are periodic, the strength is 1 but for chance.
#[test]
fn strengths() {
    let series: Vec<f64> = (0..2400).map(|i| f64::from(i % 24 * 7 % 24)).collect();
    assert!(SeasonFinder::validate(&series, 24).strength > 0.95);
    assert!(SeasonFinder::validate(&series, 23).strength < 0.05);
    // More than two of a period have to be there.
    assert_eq!(SeasonFinder::validate(&series[..48], 24).strength, 0.0);
    assert!(SeasonFinder::validate(&series[..49], 24).strength > 0.5);
}

/// Twice as long takes about twice the time: time does not grow as the square.
#[test]
fn long_series() {
    let series: Vec<f64> = (0..200_000_u32)
        .map(|i| f64::from(i % 1440 / 60 + i * 7 % 5))
        .collect();
    let started = std::time::Instant::now();
    let found = SeasonFinder::new().find(&series);
    assert_eq!(found[0].period, 1440);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn found_periods_are_in_range(
        series in prop::collection::vec(prop_oneof![ANY, -10.0..10.0], 0..200),
        range in (any::<usize>(), any::<usize>()),
        short in 0_usize..20,
        most in 0_usize..5,
        strength in ANY,
    ) {
        for finder in [SeasonFinder::new().between(short, 100), SeasonFinder::new().between(range.0, range.1)] {
            let found = finder.most(most).strength(strength).find(&series);
            prop_assert!(found.len() <= most);
            for season in &found {
                prop_assert!(season.period >= 2 && 2 * season.period < series.len());
                prop_assert!((0.0..=1.0).contains(&season.strength));
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].strength >= pair[1].strength));
        }
    }

    /// Powers of two and slopes do not change what is found; nor does an end that is missing.
    #[test]
    fn scaling_changes_nothing(seed in 0_u64..1000, power in -900_i32..900) {
        let series = series(12, 10, RAMP, seed);
        let scaled: Vec<f64> = series.iter().map(|value| value * 2.0_f64.powi(power)).collect();
        let (ours, theirs) = (SeasonFinder::new().find(&scaled), SeasonFinder::new().find(&series));
        prop_assert_eq!(periods(&ours), periods(&theirs));
    }
}
