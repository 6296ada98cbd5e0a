//! Spans slice to what was found, in order, and a value stands for the same indicator again.

#![no_main]

use iocextract::export::{Entry, Timestamp, csv, misp_event, stix_bundle};
use iocextract::{Extractor, Overlap, defang, refang};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((switch, data)) = data.split_first() else {
        return;
    };
    let overlap = if switch % 2 == 0 {
        Overlap::Widest
    } else {
        Overlap::Every
    };
    let extractor = Extractor::new()
        .overlap(overlap)
        .defanged(switch & 2 == 0)
        .check_tld(switch & 4 == 0);
    for (offset, found) in extractor.find_bytes_iter(data) {
        let span = data.get(offset + found.start()..offset + found.end());
        assert_eq!(span, Some(found.as_str().as_bytes()));
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let mut last = 0;
    for (index, found) in extractor.find_iter(text).enumerate() {
        assert!(found.start() >= last, "in haystack order");
        last = found.start();
        assert_eq!(text.get(found.range()), Some(found.as_str()));
        assert!(found.parent().is_none_or(|parent| parent != index));
        assert!((0.0..=1.0).contains(&found.confidence()));
        let value = found.value();
        assert!(!value.is_empty());
        assert_eq!(refang(found.kind(), &defang(found.kind(), &value)), value);
    }
    for found in extractor.find_iter(text) {
        let Some(host) = found.host_name() else {
            continue;
        };
        assert!(!host.to_unicode().is_empty() && !host.to_ascii().is_empty());
        let (registered, registrable) = (host.registered(), host.registrable());
        assert!(registrable.is_none_or(|name| host.as_str().ends_with(name)));
        assert!(registered.is_none_or(|name| host.as_str().ends_with(name)));
    }
    let entries: Vec<_> = extractor
        .find_iter(text)
        .map(|ioc| Entry::from(&ioc))
        .collect();
    let at = Timestamp::from_unix_millis(0);
    let _ = stix_bundle(entries.iter().cloned(), at);
    let _ = misp_event(entries.iter().cloned(), "fuzz", at);
    let lines = csv(entries);
    assert!(lines.ends_with("\r\n"));
    let _ = extractor.classify(text);
});
