//! The two loops of STL by filters: what [`plain`] computes, but for the order in
//! which sums are rounded.

use super::filter::{smooth, smooth_short};
use super::low_pass::{moving_average_in_stretches, moving_average_of_three};
use super::tables::{Cycles, Tables, WeightedFilters};
use super::weighted::Fits;
use super::workspace::Workspace;
use super::{Decomposition, Parameters, plain};
use crate::loess::wide::Sums;

/// Computes what the fits have in common under new robustness weights. Returns how many points of wide
/// windows each update has to look at one by one all the same.
#[inline(always)]
pub(super) fn prepare(
    tables: &Tables,
    weights: &[f64],
    sums: &mut Sums,
    fits: &mut [Fits; 2],
) -> u64 {
    let Some(weighted) = &tables.weighted else {
        return 0;
    };
    let [cycle_fits, trend_fits] = fits;
    let cycles = weighted.cycles.as_ref();
    let cycles = cycles.map_or(0, |cycles| cycles.prepare(weights, sums, cycle_fits));
    cycles.saturating_add(weighted.trend.prepare(weights, sums, trend_fits))
}

/// "The Inner Loop" (Cleveland et al. 1990): one update of season and trend.
#[inline(always)]
pub(super) fn inner_loop(
    parameters: &Parameters,
    tables: &Tables,
    weighted: bool,
    work: &mut Workspace,
    fit: &mut Decomposition,
) {
    let period = parameters.period;
    // Step 1: detrending.
    subtract(&work.series, &fit.trend, &mut work.partial);
    // Step 2: cycle-subseries smoothing.
    let weighted = tables.weighted.as_ref().filter(|_| weighted);
    match weighted.map(|weighted| &weighted.cycles) {
        Some(Some(cycles)) => {
            let [cycle_fits, _] = &mut work.fits;
            cycles.smooth(
                &work.partial,
                &fit.weights,
                &mut work.sums,
                cycle_fits,
                &mut work.cycles,
            );
        }
        Some(None) => plain::smooth_cycles(parameters, Some(&fit.weights), work),
        None => smooth_cycles(&tables.cycles, &work.partial, period, &mut work.cycles),
    }
    work.missing.cycles.bridge(period, &mut work.cycles);
    // Step 3: low-pass filtering of the smoothed cycle-subseries.
    low_pass(
        period,
        tables,
        &work.cycles,
        &mut work.averages,
        &mut work.filtered,
        &mut work.sums,
        &mut work.low_pass,
    );
    // Steps 4 and 5: detrending of the smoothed cycle-subseries, deseasonalizing.
    let cycles = work.cycles.get(period..).unwrap_or_default();
    let seasons = fit.seasonal.iter_mut().zip(cycles).zip(&work.low_pass);
    let partials = work.partial.iter_mut().zip(&work.series);
    for (((season, cycle), low), (partial, value)) in seasons.zip(partials) {
        *season = cycle - low;
        *partial = value - *season;
    }
    // Step 6: trend smoothing.
    match weighted {
        Some(WeightedFilters { trend, .. }) => {
            let [_, trend_fits] = &mut work.fits;
            trend.smooth(
                &work.partial,
                &fit.weights,
                &mut work.sums,
                trend_fits,
                &mut fit.trend,
            );
        }
        None => tables
            .trend
            .smooth(&work.partial, &mut work.sums, &mut fit.trend),
    }
    work.missing.trend.bridge(1, &mut fit.trend);
}

#[inline(always)]
fn low_pass(
    period: usize,
    tables: &Tables,
    cycles: &[f64],
    [first, second]: &mut [Vec<f64>; 2],
    filtered: &mut [f64],
    sums: &mut Sums,
    out: &mut [f64],
) {
    moving_average_in_stretches(cycles, period, first);
    moving_average_in_stretches(first, period, second);
    moving_average_of_three(second, filtered);
    tables.low_pass.smooth(filtered, sums, out);
}

/// "The Inner Loop", step 2: every cycle-subseries smoothed, and extended by one point at both ends.
#[inline(always)]
fn smooth_cycles(cycles: &Cycles, values: &[f64], period: usize, out: &mut [f64]) {
    let (full, rest) = (values.len() / period, values.len() % period);
    match cycles {
        Cycles::Long(taps) => smooth(taps, values, period, out),
        Cycles::Short { longer, shorter } => {
            if let Some(longer) = longer {
                smooth_short(longer, values, period, 0..rest, full + 1, out);
            }
            smooth_short(shorter, values, period, rest..period, full, out);
        }
    }
}

#[inline(always)]
fn subtract(from: &[f64], what: &[f64], out: &mut [f64]) {
    for (out, (from, what)) in out.iter_mut().zip(from.iter().zip(what)) {
        *out = from - what;
    }
}
