//! A fit is refused with a reason, or it is finite and its parts sum to the series.

#![no_main]

use libfuzzer_sys::fuzz_target;
use timeseries::{Degree, Loess, Stl, Threshold, anomalies, periods, zscores};

/// Longer series make slow runs and nothing new.
const LONGEST: usize = 400;

fuzz_target!(|data: &[u8]| {
    let Some((head, data)) = data.split_first_chunk::<8>() else {
        return;
    };
    let [
        period,
        seasonal,
        trend,
        low_pass,
        degrees,
        jump,
        robust,
        shape,
    ] = head.map(usize::from);
    let series: Vec<f64> = if shape % 2 == 0 {
        data.iter()
            .take(LONGEST)
            .map(|&byte| f64::from(byte))
            .collect()
    } else {
        let chunks = data.as_chunks::<8>().0.iter().take(LONGEST);
        chunks.map(|&chunk| f64::from_le_bytes(chunk)).collect()
    };
    let degree = |shift: usize| {
        [Degree::Constant, Degree::Linear, Degree::Quadratic][(degrees >> shift) % 3]
    };
    let smoother = |span, shift| Loess::new(span).degree(degree(shift)).jump(1 + jump % 9);
    let mut stl = Stl::new(period).robust(robust % 2 == 1);
    if shape & 2 != 0 {
        stl = stl
            .seasonal(smoother(seasonal, 0))
            .trend(smoother(trend, 2))
            .low_pass(smoother(low_pass, 4));
    }
    let Ok(fit) = stl.fit(&series) else {
        return;
    };
    let largest = series.iter().fold(0.0_f64, |max, y| max.max(y.abs()));
    for (index, &y) in series.iter().enumerate() {
        let sum = fit.seasonal[index] + fit.trend[index] + fit.residual[index];
        if largest < 1e300 {
            assert!((sum - y).abs() <= 1e-9 * largest, "{sum} is not {y}");
        }
        assert!((0.0..=1.0).contains(&fit.weights[index]));
    }
    let found: Vec<_> = anomalies(&zscores(&fit.residual), Threshold::symmetric(3.0)).collect();
    for range in periods(found, 1) {
        assert!(range.start < range.end && range.end <= series.len());
    }
});
