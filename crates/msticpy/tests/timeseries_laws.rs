//! What holds for `msticpy::timeseries` whatever it is given.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use msticpy::timeseries::{
    Options, Period, Timestamp, create_time_period_kqlfilter, extract_anomaly_periods,
    set_new_anomaly_threshold, time_order, ts_anomalies_stl,
};
use proptest::num::f64::ANY;
use proptest::prelude::*;

fn timestamp() -> impl Strategy<Value = Timestamp> {
    (any::<i64>(), prop::option::of(any::<i32>())).prop_map(|(nanoseconds, offset)| match offset {
        Some(seconds) => Timestamp::with_offset(nanoseconds, seconds),
        None => Timestamp::naive(nanoseconds),
    })
}

proptest! {
    #[test]
    fn no_series_panics(
        values in prop::collection::vec(ANY, 0..120),
        finite in prop::collection::vec(-1e12..1e12, 48..120),
        seasonal in 0_usize..40,
        period in 0_usize..30,
        score_threshold in ANY,
    ) {
        for values in [values, finite] {
            let options = Options { seasonal, period, score_threshold };
            if let Ok(analysis) = ts_anomalies_stl(&values, options) {
                prop_assert_eq!(analysis.anomalies.len(), values.len());
                prop_assert!(analysis.anomalies.iter().all(|flag| (-1..=1).contains(flag)));
                let flags = set_new_anomaly_threshold(&analysis.score, 3.0, None);
                prop_assert_eq!(flags.len(), values.len());
            }
        }
    }

    /// Every flagged time lies in a period, as far as the range of times reaches.
    #[test]
    fn no_time_panics(
        times in prop::collection::vec(timestamp(), 0..30),
        flags in prop::collection::vec(-2_i64..3, 0..30),
        nanoseconds in 1..i64::MAX,
        pos_only: bool,
    ) {
        let period = Period::from_nanoseconds(nanoseconds).unwrap();
        let periods = extract_anomaly_periods(&times, &flags, period, pos_only);
        for (time, &flag) in times.iter().zip(&flags) {
            if flag == 1 || (flag == -1 && !pos_only) {
                let at = time.nanoseconds();
                let inside = |(start, end): &(Timestamp, Timestamp)| {
                    (start.nanoseconds()..=end.nanoseconds()).contains(&at)
                };
                prop_assert!(periods.iter().any(inside));
            }
        }
        prop_assert!(create_time_period_kqlfilter(&periods).starts_with("| where "));
        let order = time_order(&times);
        prop_assert!(order.windows(2).all(|pair| times[pair[0]].nanoseconds() <= times[pair[1]].nanoseconds()));
    }

    #[test]
    fn times_read_what_they_print(time in timestamp()) {
        prop_assert_eq!(time.to_string().parse::<Timestamp>(), Ok(time));
    }

    #[test]
    fn no_text_panics(text in ".*", nearly in "[0-9T:. +Zminhds-]{0,40}") {
        for text in [text, nearly] {
            let _ = text.parse::<Timestamp>();
            if let Ok(period) = text.parse::<Period>() {
                prop_assert!(period.nanoseconds() > 0);
            }
        }
    }
}
