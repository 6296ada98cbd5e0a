//! How the time grows with the series and with the window.

use timeseries::{Decomposition, Stl, Workspace};

use crate::clock::timed;
use crate::contest::Arena;
use crate::error::Error;
use crate::input::series;
use crate::report::Line;

const RUNS: usize = 5;

struct Sweep {
    name: &'static str,
    rival: &'static str,
    /// Points and period, the quick ones first.
    steps: &'static [(usize, usize)],
    /// So many of them; none of those that take long.
    quick: usize,
    robust: bool,
    /// Whether the points grow, or the period and with it the windows.
    by_points: bool,
    /// The exponent that is promised.
    most: f64,
}

const SWEEPS: [Sweep; 6] = [
    Sweep {
        name: "points",
        rival: "fewer points",
        steps: &[
            (4_000, 24),
            (16_000, 24),
            (64_000, 24),
            (256_000, 24),
            (1_024_000, 24),
        ],
        quick: 3,
        robust: false,
        by_points: true,
        most: 1.25,
    },
    Sweep {
        name: "points, robust",
        rival: "fewer points",
        steps: &[(4_000, 24), (16_000, 24), (64_000, 24), (256_000, 24)],
        quick: 2,
        robust: true,
        by_points: true,
        most: 1.25,
    },
    Sweep {
        name: "points, wide",
        rival: "fewer points",
        steps: &[(30_000, 1440), (120_000, 1440), (480_000, 1440)],
        quick: 2,
        robust: false,
        by_points: true,
        most: 1.25,
    },
    Sweep {
        name: "window",
        rival: "narrower windows",
        steps: &[
            (120_000, 180),
            (120_000, 720),
            (120_000, 2880),
            (120_000, 11_520),
            (120_000, 46_080),
        ],
        quick: 3,
        robust: false,
        by_points: false,
        most: 0.35,
    },
    Sweep {
        name: "points, wide robust",
        rival: "fewer points",
        steps: &[(30_000, 1440), (120_000, 1440), (480_000, 1440)],
        quick: 0,
        robust: true,
        by_points: true,
        most: 1.25,
    },
    Sweep {
        name: "window, robust",
        rival: "narrower windows",
        steps: &[
            (120_000, 180),
            (120_000, 720),
            (120_000, 2880),
            (120_000, 11_520),
        ],
        quick: 0,
        robust: true,
        by_points: false,
        most: 0.35,
    },
];

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    for sweep in &SWEEPS {
        if arena.wants(sweep.name) {
            one(arena, sweep)?;
        }
    }
    Ok(())
}

/// The first and the last step as a pairing, and the exponent over all of them. Whether the sweep
/// "agrees" is whether the exponent is what is promised.
fn one(arena: &Arena, sweep: &Sweep) -> Result<(), Error> {
    let count = if arena.quick {
        sweep.quick
    } else {
        sweep.steps.len()
    };
    let steps = sweep.steps.get(..count).unwrap_or_default();
    let size = |step: &(usize, usize)| if sweep.by_points { step.0 } else { step.1 };
    let mut times = Vec::new();
    for step in steps {
        times.push((size(step) as f64, least(arena.seed, *step, sweep.robust)?));
    }
    let (Some(&(small, fast)), Some(&(large, slow))) = (times.first(), times.last()) else {
        return Ok(());
    };
    let exponent = exponent(&times);
    Line {
        case: sweep.name,
        rival: sweep.rival,
        ours: slow,
        theirs: fast,
        share: if sweep.by_points { small / large } else { 1.0 },
        // A quick run proves nothing about time.
        agree: arena.quick || exponent <= sweep.most,
    }
    .print_with("exponent", exponent)
}

fn least(seed: u64, (len, period): (usize, usize), robust: bool) -> Result<f64, Error> {
    let values = series::seasonal(seed, len, period);
    let stl = Stl::new(period).robust(robust);
    let (mut work, mut fit) = (Workspace::new(), Decomposition::default());
    let mut least = f64::INFINITY;
    for _ in 0..RUNS {
        let run = timed(|| stl.plan(len)?.fit_into(&values, &mut work, &mut fit));
        run.answer.map_err(Error::ours)?;
        least = least.min(run.seconds);
    }
    Ok(least)
}

/// The slope of a line through the logarithms.
fn exponent(times: &[(f64, f64)]) -> f64 {
    let logs = || times.iter().map(|(size, time)| (size.ln(), time.ln()));
    let count = times.len() as f64;
    let (x, y) = logs().fold((0.0, 0.0), |(x, y), (a, b)| (x + a / count, y + b / count));
    let (across, along) = logs().fold((0.0, 0.0), |(across, along), (a, b)| {
        (across + (a - x) * (b - y), along + (a - x) * (a - x))
    });
    across / along
}
