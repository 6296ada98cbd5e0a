//! The two loops of STL, as the paper writes them: Cleveland et al. 1990, sections "The Inner Loop"
//! and "The Outer Loop". Steps are numbered as there.
//!
//! This path takes every parameter and computes every local fit. It is the reference for any
//! faster one.

use super::low_pass::moving_average;
use super::tables::Tables;
use super::workspace::{Subseries, Workspace};
use super::{Decomposition, Parameters, fast, robustness};
use crate::error::Error;
use crate::loess::local::{Regression, Scratch};
use crate::loess::smooth::smooth;
use crate::loess::{Guard, Loess};
use crate::math::rounding;

/// Fits a series of finite and missing values, `magnitude` being the largest, under checked parameters.
pub(super) fn fit(
    parameters: &Parameters,
    series: &[f64],
    magnitude: f64,
    tables: Option<&Tables>,
    limit: u64,
    work: &mut Workspace,
    fit: &mut Decomposition,
) -> Result<(), Error> {
    let scale = headroom(magnitude);
    work.reset(series, scale, parameters.period);
    fit.reset(series.len());
    work.missing.take(parameters, &mut work.series)?;
    if work.missing.any() {
        fit.weights.copy_from_slice(&work.missing.known);
    }
    let missing = work.missing.any();
    let tables = tables.filter(|tables| !missing || tables.weighted.is_some());
    let job = Job {
        parameters,
        rounding: rounding(magnitude * scale),
        tables,
        limit,
        work,
        fit,
    };
    let noise = job.run()? / scale;
    for component in fit.seasonal.iter_mut().chain(&mut fit.trend) {
        *component /= scale;
    }
    let components = fit.seasonal.iter().zip(&fit.trend);
    let residuals = series
        .iter()
        .zip(components)
        .map(|(y, (season, trend))| y - season - trend);
    for (residual, left_over) in fit.residual.iter_mut().zip(residuals) {
        *residual = if left_over.abs() <= noise {
            0.0
        } else {
            left_over
        };
    }
    Ok(())
}

struct Job<'a> {
    parameters: &'a Parameters,
    rounding: f64,
    tables: Option<&'a Tables>,
    limit: u64,
    work: &'a mut Workspace,
    fit: &'a mut Decomposition,
}

impl Job<'_> {
    /// With the widest vector registers that the machine has. No sum is taken in another order
    /// for it and nothing is fused, so the bits are the same.
    #[cfg(feature = "simd")]
    fn run(self) -> Result<f64, Error> {
        pulp::Arch::new().dispatch(self)
    }

    #[cfg(not(feature = "simd"))]
    fn run(self) -> Result<f64, Error> {
        self.outer_loop()
    }

    #[inline(always)]
    fn outer_loop(self) -> Result<f64, Error> {
        outer_loop(
            self.parameters,
            self.rounding,
            self.tables,
            self.limit,
            self.work,
            self.fit,
        )
    }
}

#[cfg(feature = "simd")]
impl pulp::WithSimd for Job<'_> {
    type Output = Result<f64, Error>;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Self::Output {
        self.outer_loop()
    }
}

/// A power of two, so that scaling is exact, which leaves sums over any series room below the
/// largest number.
fn headroom(magnitude: f64) -> f64 {
    const ROOM: f64 = (1_u128 << 100) as f64;
    if magnitude > f64::MAX / ROOM {
        1.0 / ROOM
    } else {
        1.0
    }
}

/// "The Outer Loop": inner loops, and robustness weights between them.
///
/// Returns how much of a residual rounding can have made, of which `rounding` is the share of a
/// fit without weights. Weights that are made of rounding errors themselves magnify it.
///
/// The plan has counted the steps but for wide windows that hold next to no weight; those are counted
/// here, against the same limit.
#[inline(always)]
fn outer_loop(
    parameters: &Parameters,
    rounding: f64,
    tables: Option<&Tables>,
    limit: u64,
    work: &mut Workspace,
    fit: &mut Decomposition,
) -> Result<f64, Error> {
    const MAGNIFIED: f64 = 64.0;
    let least = if parameters.guard == Guard::Window {
        rounding
    } else {
        0.0
    };
    let (mut noise, mut steps) = (rounding, 0_u64);
    for round in 0..=parameters.outer {
        if round > 0 {
            let components = fit.seasonal.iter().zip(&fit.trend);
            let residuals = work
                .series
                .iter()
                .zip(components)
                .map(|(y, (s, t))| y - (t + s));
            let known = &work.missing.known;
            let (weights, scratch) = (&mut fit.weights, &mut work.partial);
            let scale = robustness::weigh(residuals, known, least, weights, scratch);
            noise = if scale <= 6.0 * rounding {
                MAGNIFIED * rounding
            } else {
                rounding
            };
        }
        let weighted = round > 0 || work.missing.any();
        if let (Some(tables), true) = (tables, weighted) {
            let delicate = fast::prepare(tables, &fit.weights, &mut work.sums, &mut work.fits);
            steps = steps.saturating_add(delicate.saturating_mul(parameters.inner as u64));
            if steps > limit {
                return Err(Error::WorkLimit { steps, limit });
            }
        }
        for _ in 0..parameters.inner {
            match tables {
                Some(tables) => fast::inner_loop(parameters, tables, weighted, work, fit),
                None => inner_loop(parameters, weighted, work, fit),
            }
        }
    }
    Ok(noise)
}

/// "The Inner Loop": one update of season and trend.
fn inner_loop(
    parameters: &Parameters,
    weighted: bool,
    work: &mut Workspace,
    fit: &mut Decomposition,
) {
    let weights = weighted.then_some(fit.weights.as_slice());
    // Step 1: detrending.
    subtract(&work.series, &fit.trend, &mut work.partial);
    // Step 2: cycle-subseries smoothing.
    smooth_cycles(parameters, weights, work);
    work.missing
        .cycles
        .bridge(parameters.period, &mut work.cycles);
    // Step 3: low-pass filtering of the smoothed cycle-subseries.
    let [first, second] = &mut work.averages;
    moving_average(&work.cycles, parameters.period, first);
    moving_average(first, parameters.period, second);
    moving_average(second, 3, &mut work.filtered);
    // The low-pass filter is never weighted: it smooths fits, not data.
    parameters.smooth(
        parameters.low_pass,
        &work.filtered,
        None,
        &mut work.low_pass,
        &mut work.scratch,
    );
    // Step 4: detrending of the smoothed cycle-subseries.
    let cycles = work.cycles.get(parameters.period..).unwrap_or_default();
    subtract(cycles, &work.low_pass, &mut fit.seasonal);
    // Step 5: deseasonalizing.
    subtract(&work.series, &fit.seasonal, &mut work.partial);
    // Step 6: trend smoothing.
    parameters.smooth(
        parameters.trend,
        &work.partial,
        weights,
        &mut fit.trend,
        &mut work.scratch,
    );
    work.missing.trend.bridge(1, &mut fit.trend);
}

/// "The Inner Loop", step 2: every cycle-subseries smoothed, and extended by one point at both ends.
pub(super) fn smooth_cycles(
    parameters: &Parameters,
    weights: Option<&[f64]>,
    work: &mut Workspace,
) {
    let Subseries {
        values,
        weights: own,
        fitted,
    } = &mut work.subseries;
    for phase in 0..parameters.period {
        gather(&work.partial, phase, parameters.period, values);
        gather(weights.unwrap_or_default(), phase, parameters.period, own);
        let own = weights.is_some().then_some(own.as_slice());
        let regression = parameters.regression(parameters.seasonal, values, own);
        extend(
            &regression,
            parameters.seasonal.jump,
            fitted,
            &mut work.scratch,
        );
        let places = work
            .cycles
            .iter_mut()
            .skip(phase)
            .step_by(parameters.period);
        for (place, value) in places.zip(fitted.iter()) {
            *place = *value;
        }
    }
}

/// The smoothed subseries with a fit before its first point and one after its last.
fn extend(regression: &Regression<'_>, jump: usize, fitted: &mut Vec<f64>, scratch: &mut Scratch) {
    let len = regression.values.len();
    let span = regression.span.min(len);
    fitted.clear();
    fitted.resize(len + 2, 0.0);
    let [before, within @ .., after] = fitted.as_mut_slice() else {
        return;
    };
    smooth(regression, jump, within, scratch);
    let ends = (within.first(), within.last());
    let (Some(&first), Some(&last)) = ends else {
        return;
    };
    *before = regression.at(-1, 0..span, scratch).unwrap_or(first);
    *after = regression
        .at(len as isize, len - span..len, scratch)
        .unwrap_or(last);
}

impl Parameters {
    fn smooth(
        &self,
        loess: Loess,
        values: &[f64],
        weights: Option<&[f64]>,
        fitted: &mut [f64],
        scratch: &mut Scratch,
    ) {
        smooth(
            &self.regression(loess, values, weights),
            loess.jump,
            fitted,
            scratch,
        );
    }

    fn regression<'a>(
        &self,
        loess: Loess,
        values: &'a [f64],
        weights: Option<&'a [f64]>,
    ) -> Regression<'a> {
        Regression {
            values,
            len: values.len(),
            weights,
            span: loess.span,
            degree: loess.degree,
            guard: self.guard,
        }
    }
}

/// Every `period`-th value from `phase` on.
fn gather(values: &[f64], phase: usize, period: usize, out: &mut Vec<f64>) {
    out.clear();
    out.extend(values.iter().skip(phase).step_by(period));
}

fn subtract(from: &[f64], what: &[f64], out: &mut [f64]) {
    for (out, (from, what)) in out.iter_mut().zip(from.iter().zip(what)) {
        *out = from - what;
    }
}
