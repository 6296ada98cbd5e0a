//! Many short series of one length: the tables are computed once.

use serde_json::json;
use timeseries::{Decomposition, Error as StlError, Stl, Workspace};

use super::{Case, close, stlrs_parameters};
use crate::contest::{Arena, Pairing};
use crate::error::Error;
use crate::input::series;
use crate::python;

const POINTS: usize = 168;
const SERIES: usize = 1000;
/// Of which statsmodels is given so many.
const SOME: usize = 100;

pub(super) fn run(arena: &mut Arena) -> Result<(), Error> {
    for robust in [false, true] {
        let case = Case {
            name: if robust {
                "1000 x 168 robust"
            } else {
                "1000 x 168"
            },
            len: POINTS,
            period: 24,
            robust,
            python: true,
        };
        if arena.wants(case.name) {
            one(arena, &case)?;
        }
    }
    Ok(())
}

fn one(arena: &mut Arena, case: &Case) -> Result<(), Error> {
    let values = series::hosts(arena.seed, SERIES, POINTS);
    let stl = super::ours(case);
    let all = || fit_all(&stl, &values);
    let parameters = stlrs_parameters(case);
    let rival = || -> Vec<_> {
        let series = values.chunks_exact(POINTS);
        series.map(|one| parameters.fit(one, case.period)).collect()
    };
    arena.rust(
        &Pairing::new(case.name, "stlrs"),
        all,
        rival,
        |ours, theirs| {
            let Ok(ours) = ours else { return false };
            let fits = ours.iter().zip(theirs).zip(values.chunks_exact(POINTS));
            ours.len() == theirs.len()
                && fits.into_iter().all(|((ours, theirs), values)| {
                    theirs.as_ref().is_ok_and(|theirs| {
                        let parts = [theirs.seasonal(), theirs.trend(), theirs.remainder()];
                        close(values, ours, &parts.concat())
                    })
                })
        },
    )?;
    let Some(mut python) = arena.python.take() else {
        return Ok(());
    };
    let some = values.get(..SOME * POINTS).unwrap_or_default();
    let input = python.floats(case.name, some)?;
    let task = json!({"period": case.period, "robust": case.robust, "points": POINTS});
    let share = SOME as f64 / SERIES as f64;
    let pairing = Pairing {
        case: case.name,
        rival: "statsmodels",
        share,
    };
    let rival = || python.run("stl", &input, &task);
    let outcome = arena.alternate(&pairing, all, rival, |ours, theirs| {
        let theirs = python::floats(theirs);
        let answers = theirs.chunks_exact(4 * POINTS);
        ours.as_ref().is_ok_and(|ours| {
            let fits = ours.iter().zip(answers).zip(some.chunks_exact(POINTS));
            theirs.len() == 4 * some.len()
                && fits
                    .into_iter()
                    .all(|((ours, theirs), values)| close(values, ours, theirs))
        })
    });
    arena.python = Some(python);
    outcome
}

fn fit_all(stl: &Stl, values: &[f64]) -> Result<Vec<Decomposition>, StlError> {
    let plan = stl.plan(POINTS)?;
    let mut work = Workspace::new();
    let fit = |series: &[f64]| {
        let mut fit = Decomposition::default();
        plan.fit_into(series, &mut work, &mut fit).map(|()| fit)
    };
    values.chunks_exact(POINTS).map(fit).collect()
}
