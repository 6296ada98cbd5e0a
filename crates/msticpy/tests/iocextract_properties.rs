//! Laws of the extractor, and time linear in texts that hang the original.

use std::time::{Duration, Instant};

use msticpy::iocextract::{ExtractOptions, IoCExtract, file_hash_type};
use proptest::prelude::*;

const TYPES: [&str; 10] = [
    "ipv4",
    "ipv6",
    "dns",
    "url",
    "email",
    "windows_path",
    "linux_path",
    "md5_hash",
    "sha1_hash",
    "sha256_hash",
];

fn anything() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        r#"[\PC\n\r\t\x1c\x85 ./\\:@\[\]%a-f0-9İıſK]{0,80}"#,
        r"(https?|hXXp|file)://[a-zé:@./%0-9?#\[\]-]{0,60}",
        r"([a-z0-9-]{0,70}\[?\.?\]?){0,9}[a-zſK@]{0,70}",
    ]
}

fn options() -> impl Strategy<Value = ExtractOptions> {
    any::<(bool, bool, bool)>().prop_map(|(include_paths, ignore_tlds, defanged)| ExtractOptions {
        ioc_types: None,
        include_paths,
        ignore_tlds,
        defanged,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_each_time_and_of_known_types(text in anything(), options in options()) {
        let extractor = IoCExtract::new();
        let found = extractor.extract(&text, &options);
        prop_assert_eq!(&found, &extractor.clone().extract(&text, &options));
        prop_assert!(found.keys().all(|name| TYPES.contains(&name.as_str())));
        prop_assert!(found.values().all(|values| !values.is_empty()));
    }

    /// Nothing is made up: but for what is decoded or refanged, values stand in the text.
    #[test]
    fn values_stand_in_the_text(text in anything()) {
        let found = IoCExtract::new().extract(&text, &ExtractOptions::default());
        if !text.contains('%') {
            prop_assert!(found.values().flatten().all(|value| text.contains(value.as_str())));
        }
    }

    /// A string has one type at most.
    #[test]
    fn one_type_a_value(text in anything()) {
        let found = IoCExtract::new().extract(&text, &ExtractOptions::default());
        let mut values: Vec<_> = found.values().flatten().collect();
        let count = values.len();
        values.sort();
        values.dedup();
        prop_assert_eq!(values.len(), count);
    }

    /// A cell is a string without Linux paths, and without Windows paths unless they are asked for.
    #[test]
    fn a_cell_is_a_string_without_paths(text in anything(), options in options()) {
        let extractor = IoCExtract::new();
        let named: Vec<_> = TYPES.into_iter().filter(|&name| match name {
            "linux_path" => false,
            "windows_path" => options.include_paths,
            _ => true,
        }).map(str::to_owned).collect();
        let as_string = extractor.extract(&text, &ExtractOptions { ioc_types: Some(named), ..options.clone() });
        let as_string: Vec<_> = as_string.into_iter()
            .flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value)))
            .collect();
        prop_assert_eq!(extractor.extract_row(&text, &options), as_string);
    }

    /// What an extractor finds, but for hosts and decoded URLs, it also validates.
    #[test]
    fn what_is_found_is_valid(text in anything(), name in proptest::sample::select(&TYPES[..])) {
        let extractor = IoCExtract::new();
        let options = ExtractOptions { ioc_types: Some(vec![name.to_owned()]), ..ExtractOptions::default() };
        for value in extractor.extract(&text, &options).remove(name).into_iter().flatten() {
            prop_assert_eq!(extractor.validate(&value, name, false), Ok(true), "{:?}", value);
        }
    }

    #[test]
    fn patterns_compile_or_are_refused(pattern in r"[\PC a-c\\\[\](){}?*+|^$<>P=!:i#,0-3-]{0,24}", text in anything()) {
        let mut extractor = IoCExtract::new();
        if extractor.add_ioc_type("own", &pattern, 0, None, None).is_ok() {
            extractor.extract(&text, &ExtractOptions::default());
            prop_assert!(extractor.validate(&text, "own", false).is_ok());
        }
    }

    #[test]
    fn hash_types_go_by_length(text in anything()) {
        prop_assert!(["md5_hash", "sha1_hash", "sha256_hash", "unknown"].contains(&file_hash_type(&text)));
    }
}

/// A quadratic matcher would need more than 10^10 steps for each.
#[test]
fn linear_in_hostile_texts() {
    const UNITS: [&str; 40] = [
        "a", "1", ".", "-", ":", "/", "\\", "@", "[", "%", "é", "a.", "1.", "a-", "-a", "a.bb.",
        "a@", "@a", "/a", "/ ", "\\ ", "\\a/", "\\\\a", "c:\\", "http://", "http://%", "[.]",
        "a[.]", "[at]", "f:", "ff", "// ", "/a/ ", "\\a \\", "a.b.c.d.", "ab.cd.1.", "%25", "/\0",
        "1.1.1.", "[1.",
    ];
    let extractor = IoCExtract::new();
    for unit in UNITS {
        let text = unit.repeat(200_000 / unit.len());
        let start = Instant::now();
        extractor.extract(&text, &ExtractOptions::default());
        let took = start.elapsed();
        assert!(took < Duration::from_secs(5), "{unit:?}: {took:?}");
    }
}
