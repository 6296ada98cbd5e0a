//! Seasonal-trend decomposition with statsmodels' parameters and defaults.

mod batch;
mod sweep;

use std::cell::RefCell;

use serde_json::json;
use timeseries::{Decomposition, Error as StlError, Guard, Loess, Stl, Workspace};

use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::series;
use crate::python;

/// What statsmodels and ours may differ by, as a part of the largest value.
const TOLERANCE: f64 = 1e-10;
const SEASONAL: usize = 7;

struct Case {
    name: &'static str,
    len: usize,
    period: usize,
    robust: bool,
    /// Whether statsmodels is asked too, which takes minutes for some.
    python: bool,
}

impl Case {
    const fn new(name: &'static str, len: usize, period: usize) -> Self {
        Self {
            name,
            len,
            period,
            robust: false,
            python: true,
        }
    }
}

const CASES: [Case; 9] = [
    Case::new("168", 168, 24),
    Case::new("10k", 10_000, 24),
    Case::new("100k", 100_000, 24),
    Case::new("1M", 1_000_000, 24),
    Case {
        robust: true,
        ..Case::new("100k robust", 100_000, 24)
    },
    Case::new("30k p1440", 30_000, 1440),
    Case {
        robust: true,
        ..Case::new("168 robust", 168, 24)
    },
    Case {
        robust: true,
        ..Case::new("10k robust", 10_000, 24)
    },
    Case {
        robust: true,
        python: false,
        ..Case::new("30k p1440 robust", 30_000, 1440)
    },
];

/// The longest series of a quick run.
const QUICK: usize = 10_000;

pub(crate) fn run(arena: &mut Arena) -> Result<(), Error> {
    for case in &CASES {
        if arena.wants(case.name) && !(arena.quick && case.len > QUICK) {
            one(arena, case)?;
        }
    }
    batch::run(arena)?;
    sweep::run(arena)
}

fn one(arena: &mut Arena, case: &Case) -> Result<(), Error> {
    let values = series::seasonal(arena.seed, case.len, case.period);
    against_stlrs(arena, case, &values)?;
    if case.python {
        against_statsmodels(arena, case, &values)?;
    }
    Ok(())
}

fn ours(case: &Case) -> Stl {
    Stl::new(case.period)
        .seasonal(Loess::new(SEASONAL))
        .compatibility(Guard::Series)
        .robust(case.robust)
}

/// stlrs has other defaults: jumps, degrees and iterations are set to statsmodels'.
fn stlrs_parameters(case: &Case) -> stlrs::StlParams {
    let stl = ours(case);
    let mut params = stlrs::Stl::params();
    params
        .seasonal_length(SEASONAL)
        .trend_length(stl.trend_smoother().span())
        .low_pass_length(stl.low_pass_smoother().span())
        .seasonal_degree(1)
        .trend_degree(1)
        .low_pass_degree(1)
        .seasonal_jump(1)
        .trend_jump(1)
        .low_pass_jump(1)
        .inner_loops(if case.robust { 2 } else { 5 })
        .outer_loops(if case.robust { 15 } else { 0 })
        .robust(case.robust);
    params
}

fn against_stlrs(arena: &Arena, case: &Case, values: &[f64]) -> Result<(), Error> {
    let (buffers, params) = (Buffers::default(), stlrs_parameters(case));
    let rival = || params.fit(values, case.period);
    let agree = |ours: &Result<(), StlError>,
                 theirs: &Result<stlrs::StlResult<f64>, stlrs::Error>| {
        let (Ok(()), Ok(theirs)) = (ours, theirs) else {
            return false;
        };
        let mut parts = vec![theirs.seasonal(), theirs.trend(), theirs.remainder()];
        if case.robust {
            parts.push(theirs.weights());
        }
        close(values, &buffers.borrow().1, &parts.concat())
    };
    arena.rust(
        &Pairing::new(case.name, "stlrs"),
        || fit(case, values, &buffers),
        rival,
        agree,
    )
}

fn against_statsmodels(arena: &mut Arena, case: &Case, values: &[f64]) -> Result<(), Error> {
    let Some(mut python) = arena.python.take() else {
        return Ok(());
    };
    let input = python.floats(case.name, values)?;
    let task = json!({"period": case.period, "robust": case.robust});
    let buffers = Buffers::default();
    let rival = || python.run("stl", &input, &task);
    let agree = |ours: &Result<(), StlError>, theirs: &Vec<u8>| {
        ours.is_ok() && close(values, &buffers.borrow().1, &python::floats(theirs))
    };
    let pairing = Pairing::new(case.name, "statsmodels");
    let outcome = arena.alternate(&pairing, || fit(case, values, &buffers), rival, agree);
    arena.python = Some(python);
    outcome
}

/// Those of one run, for the next.
type Buffers = RefCell<(Workspace, Decomposition)>;

/// The tables are made anew in each run; the buffers are used again, as the crate is meant to be
/// used where time matters.
fn fit(case: &Case, values: &[f64], buffers: &Buffers) -> Result<(), StlError> {
    let (work, fit) = &mut *buffers.borrow_mut();
    ours(case).plan(values.len())?.fit_into(values, work, fit)
}

/// Whether the rival's components, one after the other, are ours. The last, the weights, may be
/// missing where the fit is not robust and all of them are 1.
fn close(values: &[f64], ours: &Decomposition, theirs: &[f64]) -> bool {
    let largest = values
        .iter()
        .fold(1.0, |most: f64, value| most.max(value.abs()));
    let parts = [&ours.seasonal, &ours.trend, &ours.residual, &ours.weights];
    let ours = parts.into_iter().flatten();
    let complete = theirs.len() == 3 * values.len() || theirs.len() == 4 * values.len();
    complete
        && ours
            .zip(theirs)
            .all(|(one, other)| (one - other).abs() <= TOLERANCE * largest)
}
