//! Points appended one by one, or a batch at a time, to series of two lengths: the time depends on the
//! windows, and not on the length. Beside it, what a fit of the whole takes.

#![allow(missing_docs, reason = "criterion's macros make functions without")]

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use timeseries::{Decomposition, Online, Stl, Workspace};

const STL: Stl = Stl::new(24);

fn online(c: &mut Criterion) {
    let mut group = c.benchmark_group("online");
    group.sample_size(20);
    for len in [10_000, 100_000] {
        let series = series(len);
        for count in [1, 24] {
            let Some((known, new)) = series.split_at_checked(len - count) else {
                continue;
            };
            let Ok(before) = Online::new(STL, known) else {
                unreachable!("the series has two periods")
            };
            group.throughput(Throughput::Elements(count as u64));
            let id = BenchmarkId::new(format!("append {count}"), len);
            group.bench_with_input(id, new, |b, new| {
                b.iter_batched_ref(
                    || before.clone(),
                    |online| online.append(black_box(new)),
                    BatchSize::LargeInput,
                );
            });
        }
        let (mut work, mut fit) = (Workspace::new(), Decomposition::default());
        group.throughput(Throughput::Elements(1));
        group.bench_with_input(BenchmarkId::new("fit whole", len), &series, |b, series| {
            b.iter(|| STL.fit_into(black_box(series), &mut work, &mut fit));
        });
    }
    group.finish();
}

/// Daily waves on a slope with noise, the same on every machine.
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
            let day = hour as f64 / 24.0 * std::f64::consts::TAU;
            10.0 * day.sin() + 0.001 * hour as f64 + uniform()
        })
        .collect()
}

criterion_group!(benches, online);
criterion_main!(benches);
