//! STL against `stlrs`, in one run, with the same parameters; the answers are compared first.

#![allow(missing_docs, reason = "criterion's macros make functions without")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use timeseries::{Decomposition, Guard, Stl, Workspace};

const PERIOD: usize = 24;

fn stl(c: &mut Criterion) {
    let mut group = c.benchmark_group("stl");
    // Short robust fits that are to be statsmodels' to the last digits are made point by point.
    for (name, len, robust, guard) in [
        ("168", 168, false, Guard::Series),
        ("168 robust", 168, true, Guard::Series),
        ("168 robust, by default", 168, true, Guard::Window),
        ("10k", 10_000, false, Guard::Series),
    ] {
        let series = series(len);
        let ours = Stl::new(PERIOD).robust(robust).compatibility(guard);
        let theirs = rival(ours, robust);
        check(&ours, &theirs, &series);
        group.throughput(Throughput::Elements(len as u64));
        let (mut work, mut fit) = (Workspace::new(), Decomposition::default());
        group.bench_with_input(BenchmarkId::new("chaffinch", name), &series, |b, series| {
            b.iter(|| ours.fit_into(black_box(series), &mut work, &mut fit));
        });
        group.bench_with_input(BenchmarkId::new("stlrs", name), &series, |b, series| {
            b.iter(|| theirs.fit(black_box(series), PERIOD));
        });
    }
    group.finish();
}

/// Daily waves on a slope, with noise and a spike now and then, the same on every machine.
fn series(len: usize) -> Vec<f64> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut uniform = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..len)
        .map(|hour| {
            let day = hour as f64 / PERIOD as f64 * std::f64::consts::TAU;
            let spike = if uniform() < 0.02 { 40.0 } else { 0.0 };
            10.0 * day.sin() + 3.0 * (2.0 * day).cos() + 0.001 * hour as f64 + uniform() + spike
        })
        .collect()
}

/// The rival with our defaults, which are statsmodels'; its own differ.
fn rival(ours: Stl, robust: bool) -> stlrs::StlParams {
    let mut params = stlrs::params();
    params
        .seasonal_length(ours.seasonal_smoother().span())
        .trend_length(ours.trend_smoother().span())
        .low_pass_length(ours.low_pass_smoother().span())
        .seasonal_degree(1)
        .seasonal_jump(1)
        .trend_jump(1)
        .low_pass_jump(1)
        .inner_loops(if robust { 2 } else { 5 })
        .outer_loops(if robust { 15 } else { 0 })
        .robust(robust);
    params
}

fn check(ours: &Stl, theirs: &stlrs::StlParams, series: &[f64]) {
    let (Ok(fit), Ok(other)) = (ours.fit(series), theirs.fit(series, PERIOD)) else {
        unreachable!("the series has two periods")
    };
    let off = |ours: &[f64], theirs: &[f64]| {
        ours.iter()
            .zip(theirs)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f64::max)
    };
    assert!(off(&fit.seasonal, other.seasonal()) < 1e-8);
    assert!(off(&fit.trend, other.trend()) < 1e-8);
}

criterion_group!(benches, stl);
criterion_main!(benches);
