//! A fit is refused with a reason, or it is finite and its parts sum to the series; scores, periods,
//! the detector and Kusto's functions take any series and give one number a point; a fit that points
//! are appended to stays as long as they are.

#![no_main]

use libfuzzer_sys::fuzz_target;
use timeseries::kusto::{Options, Seasonality, Trend, series_decompose_anomalies};
use timeseries::{
    Band, Degree, Detector, Loess, Online, Score, SeasonFinder, Stl, Threshold, anomalies,
    findings, periods, zscores,
};

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
    any_series(&series, period, jump);
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
    append(stl, &series, shape);
    let Ok(fit) = stl.fit(&series) else {
        return;
    };
    let largest = series.iter().fold(0.0_f64, |max, y| max.max(y.abs()));
    for (index, &y) in series.iter().enumerate() {
        let sum = fit.seasonal[index] + fit.trend[index] + fit.residual[index];
        if largest < 1e300 && !y.is_nan() {
            assert!((sum - y).abs() <= 1e-9 * largest, "{sum} is not {y}");
        }
        assert!((0.0..=1.0).contains(&fit.weights[index]));
    }
    let found: Vec<_> = anomalies(&zscores(&fit.residual), Threshold::symmetric(3.0)).collect();
    for range in periods(found, 1) {
        assert!(range.start < range.end && range.end <= series.len());
    }
});

/// A few points at a time, or many; what is refused leaves all as it was.
fn append(stl: Stl, series: &[f64], shape: usize) {
    let (known, new) = series.split_at(series.len() * (shape % 5) / 5);
    let Ok(mut online) = Online::new(stl, known) else {
        return;
    };
    for points in new.chunks(40 + shape) {
        let before = online.values().len();
        let after = match online.append(points) {
            Ok(changed) => {
                assert!(changed.start <= before && changed.end == before + points.len());
                changed.end
            }
            Err(_) => before,
        };
        assert_eq!(
            [online.values().len(), online.fit().trend.len()],
            [after; 2]
        );
    }
}

/// What takes every series, whatever is in it.
fn any_series(series: &[f64], period: usize, shape: usize) {
    for season in SeasonFinder::new().find(series) {
        assert!(season.period >= 2 && 2 * season.period < series.len());
        assert!((0.0..=1.0).contains(&season.strength));
    }
    if let Ok(found) = Detector::new().detect(series) {
        assert_eq!(
            [found.scores.len(), found.band.low.len()],
            [series.len(); 2]
        );
        assert!(found.baseline.iter().all(|expected| expected.is_finite()));
    }
    for score in [Score::Z, Score::robust_z(), Score::ctukey(), Score::esd()] {
        let scores = score.of(series);
        assert_eq!(scores.len(), series.len());
        for (score, value) in scores.iter().zip(series) {
            assert_eq!(score.is_nan(), value.is_nan());
        }
        let band = Band::around(series, series, &score, score.threshold());
        assert_eq!(band.high.len(), series.len());
        let found = findings(series, &band.low, &scores, score.threshold());
        assert!(
            found
                .iter()
                .all(|found| (1..=series.len()).contains(&found.rank))
        );
    }
    let trend = [Trend::Avg, Trend::LineFit, Trend::None][shape % 3];
    for seasonality in [Seasonality::Auto, Seasonality::Period(period)] {
        let options = Options::new()
            .seasonality(seasonality)
            .trend(trend)
            .test_points(shape);
        let found = series_decompose_anomalies(series, options);
        assert_eq!(found.ad_flag.len(), series.len());
        assert!(found.ad_score.iter().all(|score| score.is_finite()));
    }
}
