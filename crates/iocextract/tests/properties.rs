//! Laws that hold for any text.
use std::borrow::Cow;

use iocextract::{Extractor, Indicator, Kind, KindSet, Overlap, defang, defang_bracketed, refang};
use proptest::prelude::*;

/// Pieces that indicators and their defanged spellings are made of, and plain noise.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::sample::select(vec![
            "http",
            "hxxps",
            "://",
            "[:]//",
            "[://]",
            "__",
            ":\\\\",
            "\\/\\/",
            "evil",
            "com",
            "net",
            ".",
            "[.]",
            "(dot)",
            "[.",
            ".]",
            ".[com]",
            " [.] ",
            "@",
            "[at]",
            " [at] ",
            "1.2.3.4",
            "256",
            "01",
            "fe80::1",
            "%eth0",
            "2001",
            ":",
            "[:]",
            "::",
            "C:\\",
            "\\\\",
            "\\",
            "/",
            "/etc/",
            "..",
            "a b",
            "\"",
            "'",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "%3A%2F%2F",
            "%2e",
            "%",
            "%253A%252F%252F",
            "?u=",
            "&",
            ",",
            ";",
            "d41d8cd98f00b204e9800998ecf8427e",
            "-",
            "_",
            "xn--",
            "münchen",
            "а",
            "。",
            "\u{200b}",
            "下载",
            " dot ",
            " at ",
            "8,8,4,4",
            "\n",
            "\\??\\",
            "%TEMP%\\",
            ".exe",
            ".sh",
            "$",
            "=",
            "|",
            "version ",
            "department=",
            "[2001[:]db8[:][:]1]",
            "８．８",
            "h\0t\0t\0p\0:\0/\0/\0a\0.\0c\0o\0m\0",
            "687474703a2f2f6576696c2e636f6d",
            "aHR0cDovL2V2aWwuY29tL2E",
            "[http]",
            "(s)://",
            "\"a b\"@",
            "=http://",
            " /",
            "http:// ",
            "\\u002e",
            "&#46;",
            "rmi://",
            "/8",
            "/255.0.0.0",
            "imphash ",
            "authentihash: ",
            "3:AIO9AJraNvsgzsVqSwHqiUZ:AeOcZ2iUZ",
            "HKLM",
            "<HKCU>",
            "\\REGISTRY\\MACHINE",
            "Session Manager",
            "CVE",
            "-2021-44228",
            "[-]",
            "–",
            "T1059",
            ".001",
            "attack",
            "G0016",
            "AS64496",
            "ASN ",
            "00:00:5e",
            "0000.5e00.5301",
            "00-00-5e-00-53-01",
            "expyuzz4wqqyqhjn.onion",
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "0x507877c2e26f1387432d067d2daafa7d0420d90a",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "Mozilla/5.0 ",
            "(X11; x)",
            "User-Agent: ",
            "+1 (555) 123-4567",
            "555-234-5678",
            "arn:aws:s3:::bucket",
            "xmpp:",
            "jabber.org",
            "UA-12345-1",
            "pub-1234567890123456",
            "TLP:AMBER",
            "+STRICT",
            "rule a ",
            "condition: true",
        ])
        .prop_map(str::to_owned),
        "[a-z0-9]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn all() -> Extractor {
    Extractor::new().kinds(KindSet::ALL)
}

fn every() -> Extractor {
    all().overlap(Overlap::Every).loose(true)
}

fn check_span(text: &str, ioc: &Indicator<'_>) {
    assert_eq!(text.get(ioc.range()), Some(ioc.as_str()));
    assert!(!ioc.as_str().is_empty());
    assert!(ioc.confidence() > 0.0 && ioc.confidence() <= 1.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn spans_ascend_and_hold_the_spelling(text in text()) {
        for extractor in [Extractor::new(), all(), every()] {
            let found: Vec<_> = extractor.find_iter(&text).collect();
            for ioc in &found {
                check_span(&text, ioc);
            }
            let ascending = found.is_sorted_by_key(|ioc| (ioc.start(), std::cmp::Reverse(ioc.end())));
            prop_assert!(ascending, "{found:?}");
            prop_assert_eq!(&found, &extractor.find_iter(&text).collect::<Vec<_>>());
            prop_assert_eq!(found.first().cloned(), extractor.find(&text));
        }
    }

    #[test]
    fn parents_come_before_and_hold_their_children(text in text()) {
        let found: Vec<_> = every().find_iter(&text).collect();
        for (index, ioc) in found.iter().enumerate() {
            if let Some(parent) = ioc.parent() {
                prop_assert!(parent < index);
                let parent = found[parent].range();
                prop_assert!(parent.start <= ioc.start() && ioc.end() <= parent.end);
            }
        }
    }

    #[test]
    fn the_widest_are_among_every_one(text in text()) {
        let widest = all().loose(true);
        let all: Vec<_> = every().find_iter(&text).map(|ioc| (ioc.kind(), ioc.range())).collect();
        let found: Vec<_> = widest.find_iter(&text).collect();
        for ioc in &found {
            prop_assert!(all.contains(&(ioc.kind(), ioc.range())), "{ioc:?}");
            let holder = ioc.parent().and_then(|index| found.get(index));
            if let Some(holder) = holder.filter(|_| ioc.kind() != Kind::Url) {
                prop_assert_eq!(holder.kind(), Kind::YaraRule);
            }
        }
    }

    #[test]
    fn values_are_of_their_kind_and_normal(text in text()) {
        let every = every();
        for ioc in every.find_iter(&text) {
            // A word beside it is no part of the value.
            if matches!(ioc.kind(), Kind::Imphash | Kind::Authentihash | Kind::Xmpp | Kind::UserAgent) {
                continue;
            }
            let value = ioc.value().into_owned();
            let again = every.classify(&value);
            prop_assert_eq!(again.as_ref().map(Indicator::kind), Some(ioc.kind()), "{:?} {}", ioc, value);
            prop_assert_eq!(again.map(|ioc| ioc.value().into_owned()), Some(value));
        }
    }

    #[test]
    fn refang_undoes_defang_on_values(text in text()) {
        for ioc in every().find_iter(&text) {
            let value = ioc.value();
            let defanged = defang(ioc.kind(), &value);
            prop_assert_eq!(&refang(ioc.kind(), &defanged), &value, "{}", defanged);
            let bracketed = defang_bracketed(ioc.kind(), &value);
            prop_assert_eq!(&refang(ioc.kind(), &bracketed), &value, "{}", bracketed);
            prop_assert_eq!(&defang(ioc.kind(), &defanged), &defanged);
        }
    }

    #[test]
    fn refang_is_idempotent(text in text()) {
        for kind in Kind::BUILT_IN {
            let once = refang(kind, &text);
            prop_assert_eq!(&refang(kind, &once), &once, "{}", kind);
        }
    }

    #[test]
    fn nothing_defanged_is_found_when_not_asked_for(text in text()) {
        for ioc in all().defanged(false).overlap(Overlap::Every).find_iter(&text) {
            prop_assert!(!ioc.is_defanged(), "{:?}", ioc);
        }
    }

    #[test]
    fn bytes_are_searched_run_by_run(bytes in proptest::collection::vec(any::<u8>(), 0..64), text in text()) {
        let haystack = [bytes.as_slice(), b"\xff", text.as_bytes(), b"\xff"].concat();
        let extractor = all();
        for (offset, ioc) in extractor.find_bytes_iter(&haystack) {
            let range = offset + ioc.start()..offset + ioc.end();
            prop_assert_eq!(&haystack[range], ioc.as_str().as_bytes());
        }
        let alone: Vec<_> = extractor.find_iter(&text).map(|ioc| ioc.value().into_owned()).collect();
        let within: Vec<_> = extractor
            .find_bytes_iter(&haystack)
            .filter(|(offset, _)| *offset > bytes.len())
            .map(|(_, ioc)| ioc.value().into_owned())
            .collect();
        prop_assert_eq!(alone, within);
    }
}

#[test]
fn what_is_plain_is_borrowed() {
    for (kind, text) in [
        (Kind::Url, "http://evil.com/"),
        (Kind::Domain, "evil.com"),
        (Kind::Ipv4, "1.2.3.4"),
    ] {
        assert!(matches!(refang(kind, text), Cow::Borrowed(_)), "{text}");
        let extractor = Extractor::new();
        let ioc = extractor.find(text).expect("one indicator");
        assert!(matches!(ioc.value(), Cow::Borrowed(_)), "{text}");
    }
}
