//! Rows with nothing in them cost no allocation, whatever signs they have.

#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

use allocation_counter::measure;
use iocextract::{Extractor, Overlap};

const NOTHING: [&str; 16] = [
    "",
    "\n",
    "The quick brown fox jumps over the lazy dog. It did so (twice) at noon.",
    "Setup.exe -k netsvcs -p -s Schedule",
    "svchost.EXE --type=gpu-process --field-trial-handle=1720,i,12345,67890",
    "error 404: file not found; retry in 5.2 s (attempt 3/10)",
    "Oct 10 13:55:36 gw-01 kernel: [530048.867045] eth0: link is up",
    "version 10.0.19041.1 of Windows, and 1.2.3 of the rest",
    "a-b c_d e+f g=h i&j k%l m@n o[p] q{r} s<t> u\\v",
    "int x = std::max(a[0], b->c); // a::b::c",
    "<div class=\"row\">{{ user.name }}</div>",
    "{\"key\": \"value\", \"list\": [1, 2, 3], \"time\": \"12:30:45\"}",
    "Präsentation über Äpfel; 下载文件，请稍候。",
    "2026-11-24 18:40:13,123 INFO worker-7 done in 12.5ms",
    "....:::://///-----@@@@@[[[[]]]]((((",
    "tel 12-34-56 or 0049 30 1234",
];

#[test]
fn rows_with_nothing_allocate_nothing() {
    let searches = [
        Extractor::new(),
        Extractor::new().overlap(Overlap::Every),
        Extractor::new().defanged(false),
    ];
    for search in searches {
        for row in NOTHING {
            let mut found = None;
            let spent = measure(|| found = search.find(row));
            assert_eq!(found, None, "{row:?}");
            assert_eq!(spent.count_total, 0, "{row:?}");
        }
        let long = NOTHING.join("\n").repeat(50);
        let spent = measure(|| assert_eq!(search.find_iter(&long).count(), 0));
        assert_eq!(spent.count_total, 0);
    }
}

/// The counter counts.
#[test]
fn a_find_allocates() {
    let spent = measure(|| assert!(Extractor::new().find("see 7.7.7.7").is_some()));
    assert!(spent.count_total > 0);
}
