//! Fits into buffers that have grown to size allocate nothing.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use allocation_counter::measure;
use timeseries::{Decomposition, Loess, Stl, Workspace};

fn series(len: usize, seed: usize) -> Vec<f64> {
    (0..len)
        .map(|i| ((i % 24) as f64).sin() + ((i * seed) % 101) as f64)
        .collect()
}

fn stls() -> Vec<Stl> {
    let hourly = Stl::new(24);
    vec![
        hourly,
        hourly.robust(true),
        hourly.plain(true),
        hourly.robust(true).plain(true),
        hourly.trend(Loess::new(51).jump(5)),
        hourly.seasonal(Loess::new(101)),
        Stl::new(300),
    ]
}

#[test]
fn fit_into_does_not_allocate() {
    for (stl, len) in stls().into_iter().flat_map(|stl| [(stl, 700), (stl, 2405)]) {
        let plan = stl.plan(len).unwrap();
        let (mut work, mut fit) = (Workspace::new(), Decomposition::default());
        plan.fit_into(&series(len, 37), &mut work, &mut fit)
            .unwrap();
        let other = series(len, 41);
        let planned = measure(|| plan.fit_into(&other, &mut work, &mut fit).unwrap());
        assert_eq!(planned.count_total, 0, "{stl:?} planned, {len} values");

        stl.fit_into(&series(len, 37), &mut work, &mut fit).unwrap();
        let again = measure(|| stl.fit_into(&other, &mut work, &mut fit).unwrap());
        assert_eq!(again.count_total, 0, "{stl:?}, {len} values");
    }
}

/// The counter counts.
#[test]
fn a_first_fit_allocates() {
    let first = measure(|| drop(Stl::new(24).fit(&series(240, 37)).unwrap()));
    assert!(first.count_total > 0);
}
