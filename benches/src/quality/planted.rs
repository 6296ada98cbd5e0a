//! Hourly series with anomalies planted in them: every habit of a series against every kind of
//! anomaly, from a seed.

use std::f64::consts::TAU;

use super::Labelled;
use crate::input::rng::Rng;

/// What a series does as a rule.
#[derive(Clone, Copy)]
enum Habit {
    /// A day, a half day, noise.
    Daily,
    /// Weekends are unlike weekdays.
    Weekly,
    /// Level but for bursts, which are usual here.
    Bursts,
    /// Counts near zero.
    Counts,
    /// A level that wanders.
    Wander,
    /// Hardly anything, now and then a little.
    Idle,
    /// A period that is not the day's.
    Sawtooth,
}

/// What is planted.
#[derive(Clone, Copy)]
enum Kind {
    /// Another level for up to three days.
    Shift,
    /// Another level for good.
    Step,
    Spike,
    Dip,
    /// The same pattern, several times as strong.
    Amplitude,
    /// Nothing but zeros.
    Missing,
    /// Noise, several times as strong.
    Burst,
}

const HABITS: [Habit; 7] = [
    Habit::Daily,
    Habit::Weekly,
    Habit::Bursts,
    Habit::Counts,
    Habit::Wander,
    Habit::Idle,
    Habit::Sawtooth,
];
const KINDS: [Kind; 7] = [
    Kind::Shift,
    Kind::Step,
    Kind::Spike,
    Kind::Dip,
    Kind::Amplitude,
    Kind::Missing,
    Kind::Burst,
];
const LENGTHS: [usize; 5] = [336, 336, 672, 1500, 3000];
/// No anomaly begins closer to an end.
const MARGIN: usize = 60;
/// Windows together are a tenth of a series, as in NAB, and each is at least a day.
const SHARE: usize = 10;
const LEAST_WINDOW: usize = 24;

pub(crate) fn series(seed: u64, count: usize) -> Vec<Labelled> {
    let mut rng = Rng::new(seed);
    (0..count).map(|_| one(&mut rng)).collect()
}

fn one(rng: &mut Rng) -> Labelled {
    let len = rng.pick(&LENGTHS);
    let habit = rng.pick(&HABITS);
    let (mut values, deviation) = habit.series(rng, len);
    let anomalies = if len < 672 {
        rng.pick(&[1, 1, 2])
    } else {
        rng.pick(&[1, 1, 2, 2, 3])
    };
    let width = (len / SHARE / anomalies).max(LEAST_WINDOW);
    let mut places: Vec<usize> = Vec::new();
    for _ in 0..50 * anomalies {
        let place = MARGIN + rng.below((len - 2 * MARGIN) as u64) as usize;
        if places.len() < anomalies
            && places
                .iter()
                .all(|known| known.abs_diff(place) > width + 24)
        {
            places.push(place);
        }
    }
    places.sort_unstable();
    for &place in &places {
        rng.pick(&KINDS).plant(rng, &mut values, place, deviation);
    }
    if matches!(habit, Habit::Counts) {
        for value in &mut values {
            *value = value.round().max(0.0);
        }
    }
    let window = |&place: &usize| {
        (
            place.saturating_sub(width / 2),
            (place + width / 2).min(len - 1),
        )
    };
    Labelled {
        windows: places.iter().map(window).collect(),
        values,
    }
}

impl Habit {
    /// A series, and about how far it strays as a rule.
    fn series(self, rng: &mut Rng, len: usize) -> (Vec<f64>, f64) {
        let (strength, phase) = (2.0 + 4.0 * rng.unit(), rng.unit());
        let rate = 0.2 + 2.8 * rng.unit();
        let tooth = 5 + rng.below(35) as usize;
        let mut level = 0.0;
        let value = |hour: usize| {
            let day = TAU * (hour as f64 / 24.0 + phase);
            match self {
                Habit::Daily => 10.0 + strength * day.sin() + (2.0 * day).cos() + normal(rng),
                Habit::Weekly if hour / 24 % 7 < 5 => 12.0 + 4.0 * day.sin() + normal(rng),
                Habit::Weekly => 10.0 + 1.6 * day.sin() + normal(rng),
                Habit::Bursts => {
                    5.0 + 0.4 * normal(rng) / rng.unit().max(0.05).sqrt() + rare(rng, 0.03, 3.0)
                }
                Habit::Counts => poisson(rng, rate * (1.0 + 0.8 * day.sin())),
                Habit::Wander => {
                    level = 0.9 * level + normal(rng);
                    20.0 + level
                }
                Habit::Idle => 2.0 + 0.05 * normal(rng) + rare(rng, 0.02, 0.3),
                Habit::Sawtooth => {
                    10.0 + 5.0 * (hour % tooth) as f64 / tooth as f64 + 0.7 * normal(rng)
                }
            }
        };
        let deviation = match self {
            Habit::Daily | Habit::Weekly => 1.0,
            Habit::Bursts => 0.6,
            Habit::Counts => rate.sqrt(),
            Habit::Wander => 2.2,
            Habit::Idle => 0.15,
            Habit::Sawtooth => 1.5,
        };
        ((0..len).map(value).collect(), deviation)
    }
}

impl Kind {
    fn plant(self, rng: &mut Rng, values: &mut [f64], place: usize, deviation: f64) {
        let size = deviation * (5.0 + 7.0 * rng.unit());
        let sign = if rng.below(2) == 0 { 1.0 } else { -1.0 };
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let factor = 3.0 + 2.0 * rng.unit();
        let mut hours = |least: u64, most: u64| (least + rng.below(most - least)) as usize;
        let len = match self {
            Kind::Shift => hours(12, 72),
            Kind::Step => usize::MAX,
            Kind::Spike | Kind::Dip => hours(1, 4),
            Kind::Amplitude => hours(24, 48),
            Kind::Missing => hours(6, 30),
            Kind::Burst => hours(6, 24),
        };
        for value in values.iter_mut().skip(place).take(len) {
            *value = match self {
                Kind::Shift | Kind::Step => *value + sign * size,
                Kind::Spike => *value + 1.3 * size,
                Kind::Dip => *value - 1.3 * size,
                Kind::Amplitude => mean + factor * (*value - mean),
                Kind::Missing => 0.0,
                Kind::Burst => *value + 0.6 * size * normal(rng),
            };
        }
    }
}

/// Box and Muller 1958.
fn normal(rng: &mut Rng) -> f64 {
    let (radius, angle) = (1.0 - rng.unit(), TAU * rng.unit());
    (-2.0 * radius.ln()).sqrt() * angle.cos()
}

/// Knuth's multiplication, for small means.
fn poisson(rng: &mut Rng, mean: f64) -> f64 {
    let limit = (-mean).exp();
    let (mut product, mut count) = (rng.unit(), 0);
    while product > limit {
        product *= rng.unit();
        count += 1;
    }
    f64::from(count)
}

/// Now and then something, exponentially distributed.
fn rare(rng: &mut Rng, share: f64, mean: f64) -> f64 {
    if rng.unit() < share {
        -mean * (1.0 - rng.unit()).ln()
    } else {
        0.0
    }
}
