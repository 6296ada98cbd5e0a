//! Whatever a log holds, a page is markup of ours and data of theirs, and the two do not mix.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use proptest::prelude::*;
use report::{Event, Events, Indicator, Level, Limits, Log, Payload, Problem, Report, Series};
use serde_json::Value;

const BEGIN: &str = "<script type=\"application/json\" id=\"data\">";

/// The data block, and the page without it.
fn apart(page: &str) -> (&str, String) {
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (block, after) = rest.split_once("</script>").unwrap();
    (block, format!("{before}{after}"))
}

fn data(report: &Report) -> Value {
    serde_json::from_str(apart(&report.to_html()).0).unwrap()
}

/// The text everywhere where text can stand.
fn everywhere(text: &str) -> Report {
    let text = || text.to_owned();
    let event = Event {
        column: Some(text()),
        time: Some(text()),
        text: text(),
        payloads: vec![Payload {
            chain: vec![text()],
            file_type: Some(text()),
            text: Some(text()),
            text_encoding: Some(text()),
            digests: vec![(text(), text())],
            reasons: vec![text()],
            problems: vec![Problem {
                kind: text(),
                message: text(),
            }],
            ..Payload::default()
        }],
        indicators: vec![Indicator {
            kind: text().into(),
            value: text(),
            defanged: Some(text()),
            payload: Some(0),
            flags: vec![text().into()],
            ..Indicator::default()
        }],
        ..Event::default()
    };
    Report {
        title: text(),
        maker: text(),
        notes: vec![text()],
        log: Some(Log {
            name: text(),
            events: [event].into_iter().collect(),
            ..Log::default()
        }),
        series: vec![Series {
            title: text(),
            details: vec![(text(), vec![])],
            moments: vec![report::Moment {
                time: 0,
                label: text(),
            }],
            ..Series::default()
        }],
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("</script>".to_owned()),
        Just("<!--<script>".to_owned()),
        Just("<img src=x onerror=alert(1)>".to_owned()),
        Just("&lt;\u{2028}\u{2029}\\u003c\"'`${}".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_is_markup_and_all_of_it_comes_back(text in hostile()) {
        let page = everywhere(&text).to_html();
        let (block, rest) = apart(&page);
        for special in ['<', '>', '&', '\u{2028}', '\u{2029}'] {
            prop_assert!(!block.contains(special));
        }
        // Beside the block there is only the title, and in it no markup.
        let plain = everywhere("").to_html();
        let title = |page: &str| page.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0.to_owned();
        let (own, none) = (title(&rest), apart(&plain).1);
        prop_assert!(!own.contains(['<', '>', '"']));
        prop_assert_eq!(rest.replacen(&format!("<title>{own}</title>"), "<title></title>", 1), none);

        let data: Value = serde_json::from_str(block).unwrap();
        let event = &data["log"]["events"][0];
        let payload = &event["payloads"][0];
        let found = &data["log"]["indicators"][0];
        let expected = Value::from(text);
        for place in [
            &data["title"], &data["maker"], &data["notes"][0], &data["log"]["name"],
            &event["column"], &event["first"], &event["last"], &event["body"]["text"],
            &payload["chain"][0], &payload["kind"], &payload["encoding"], &payload["body"]["text"],
            &payload["digests"][0][0], &payload["digests"][0][1], &payload["reasons"][0],
            &payload["problems"][0]["kind"], &payload["problems"][0]["message"],
            &found["kind"], &found["value"], &found["flags"][0],
            &data["series"][0]["title"], &data["series"][0]["details"][0][0], &data["series"][0]["moments"][0][1],
        ] {
            prop_assert_eq!(place, &expected);
        }
    }

    /// A span in bytes and the span that a browser is given cut the same piece out of the text.
    #[test]
    fn spans_cut_the_same_piece(before in any::<String>(), inside in "\\PC{1,9}", after in any::<String>()) {
        let text = format!("{before}{inside}{after}");
        let event = Event {
            indicators: vec![Indicator {
                span: before.len()..before.len() + inside.len(),
                ..Indicator::default()
            }],
            text: text.clone(),
            ..Event::default()
        };
        let data = data(&of([event].into_iter().collect()));
        let mark = &data["log"]["events"][0]["body"]["marks"][0];
        let at = |place: usize| usize::try_from(mark[place].as_u64().unwrap()).unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        prop_assert_eq!(String::from_utf16(&units[at(1)..at(2)]).unwrap(), inside);
    }

    /// What is kept obeys the limits; what is counted does not depend on them.
    #[test]
    fn limits_bound_what_is_shown_and_not_what_is_counted(
        rows in prop::collection::vec((0..30_u8, any::<bool>()), 0..80),
        events in 0..20_usize,
        indicators in 0..20_usize,
    ) {
        let limits = Limits { events, indicators, ..Limits::default() };
        let mut all = Events::within(limits);
        all.extend(rows.iter().enumerate().map(|(row, &(number, packed))| Event {
            row: row as u64,
            text: format!("ping 203.0.113.{number} {packed}"),
            payloads: vec![Payload::default(); usize::from(packed)],
            indicators: vec![Indicator { value: number.to_string(), ..Indicator::default() }],
            ..Event::default()
        }));
        prop_assert!(all.shown() <= events);
        prop_assert_eq!(all.total(), rows.len() as u64);
        let data = data(&of(all));
        let log = &data["log"];
        let sum = |list: &Value| list.as_array().unwrap().iter().map(|it| it["count"].as_u64().unwrap()).sum::<u64>();
        prop_assert!(log["indicators"].as_array().unwrap().len() <= indicators);
        let left_out = log["totals"]["left_out"].as_u64().unwrap();
        prop_assert_eq!(sum(&log["events"]) + left_out, rows.len() as u64);
        prop_assert_eq!(sum(&log["indicators"]) + log["sightings_left_out"].as_u64().unwrap(), rows.len() as u64);
        prop_assert_eq!(log["totals"]["payloads"].as_u64().unwrap(), rows.iter().filter(|row| row.1).count() as u64);
    }
}

fn of(events: Events) -> Report {
    Report {
        log: Some(Log {
            events,
            ..Log::default()
        }),
        ..Report::default()
    }
}

#[test]
fn a_page_asks_for_nothing() {
    let page = everywhere("text").to_html();
    let (_, rest) = apart(&page);
    // The only address is that of the library, in the comment at its head.
    let rest = rest.replacen("/*! https://github.com/leeoniya/uPlot (v1.6.32) */", "", 1);
    for foreign in [
        "http:",
        "https:",
        "src=",
        "<link",
        "@import",
        "url(",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "localStorage",
    ] {
        assert!(!rest.contains(foreign), "{foreign}");
    }
    assert_eq!(page.matches("<script").count(), 2);
    assert!(page.contains("default-src 'none'; style-src 'sha256-"));
    assert!(!page.contains("unsafe-inline"));
}

/// The hashes of the policy are those of what stands in the page.
#[test]
fn the_policy_names_what_is_there() {
    use base64::Engine;
    use sha2::Digest;
    let page = everywhere("text").to_html();
    let between = |begin: &str, end: &str| {
        let rest = page.rsplit_once(begin).unwrap().1;
        rest.split_once(end).unwrap().0.to_owned()
    };
    for (name, content) in [
        ("style", between("<style>", "</style>")),
        ("script", between("<script>", "</script>")),
    ] {
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(&content));
        let rule = format!("{name}-src 'sha256-{hash}'");
        assert!(page.contains(&rule), "{rule}");
    }
}

#[test]
fn a_chart_alone_is_small() {
    let report = Report {
        series: vec![Series::default()],
        ..Report::default()
    };
    let size = report.to_html().len();
    assert!((60_000..140_000).contains(&size), "{size}");
}

/// A hundred thousand different events are within reach of a browser, and the rest is counted.
#[test]
fn a_long_log_makes_a_page_of_bounded_size() {
    let event = |row: u64| Event {
        row,
        text: format!("{row} {}", "x".repeat(400)),
        indicators: vec![Indicator {
            value: row.to_string(),
            ..Indicator::default()
        }],
        ..Event::default()
    };
    let events: Events = (0..120_000).map(event).collect();
    assert!(events.left_out() > 0 && events.shown() > 10_000);
    let size = of(events).to_html().len();
    assert!(size < 64 << 20, "{size}");
}

#[test]
fn levels_are_counted_by_name() {
    let rated = |row: u64, level: Level| Event {
        row,
        text: row.to_string(),
        rating: Some(report::Rating {
            level,
            ..report::Rating::default()
        }),
        ..Event::default()
    };
    let events: Events = Level::ALL
        .into_iter()
        .zip(0..)
        .map(|(level, row)| rated(row, level))
        .collect();
    let data = data(&of(events));
    assert_eq!(
        data["log"]["totals"]["levels"],
        serde_json::json!([1, 1, 1, 1])
    );
    let names = data["log"]["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["level"].clone());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["plain", "low", "medium", "high"]
    );
}
