//! The original's patterns as it spells them, run by a backtracking engine, against our matchers.
//!
//! Only in ASCII text: beyond it Python's classes are not that engine's.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;

use fancy_regex::Regex;
use msticpy::iocextract::{ExtractOptions, IoCExtract};
use proptest::prelude::*;

const DNS: &str = r"((?=[a-z0-9-]{1,63}\.)[a-z0-9]+(-[a-z0-9]+)*\.){1,126}[a-z]{2,63}";
const USER: &str = r"[a-zA-Z0-9.!\#$%&'*+/=?^_`{|}~-]+";
const IPV4: &str = r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}";
const IPV6: &str = r"(?<![:.\w])(?:[A-F0-9]{0,4}:){2,7}[A-F0-9]{0,4}(?![:.\w])";
const URL: &str = concat!(
    r"(https?|hXXps?|s?ftps?|s?fXps?|telnet|ldap|file)://",
    r"(([a-z0-9\-._~!$&'()*+,;=:]|%[0-9A-F]{2})*@)?",
    r"([a-z0-9\-._~!$&'()*+,;=\[\]]|%[0-9A-F]{2})*(:\d*)?",
    r#"(/([^?\#"<>\s\x1c-\x1f]|%[0-9A-F]{2})*/?)?"#,
    r"(\?([a-z0-9\-._~!$&'()*+,;=:/?@]|%[0-9A-F]{2})*)?",
    r"(\#([a-z0-9\-._~!$&'()*+,;=:/?@]|%[0-9A-F]{2})*)?",
);
const WINDOWS_PATH: &str = concat!(
    r"([a-z]:|\\\\[a-z0-9_.$\-]+||[.]+)",
    r#"(\\(?:[^/:*?"'<>|\r\n]+\\)*)([^\\/*?"<>|\r\n ]+)"#,
);
const LINUX_PATH: &str = r"(/+||[.]+)(/(?:[^\\/:*?<>|\r\n]+/)*)([^/\x00<>|\r\n ]+)";

fn hash(digits: usize) -> String {
    format!("(?:^|[^A-Fa-f0-9])(?P<hash>[A-Fa-f0-9]{{{digits}}})(?:$|[^A-Fa-f0-9])")
}

fn patterns() -> Vec<(&'static str, bool, Regex)> {
    let email = format!("{USER}@{DNS}");
    let email_defanged = format!(r"{USER}(@|\[at\]){}", DNS.replace(r"\.", r"\[?\.\]?"));
    let url_plain = URL
        .replace("hXXps?|", "")
        .replace("s?fXps?|", "")
        .replace(r"\[\]]", "]");
    let spelled = [
        ("ipv4", Some(false), IPV4.to_owned()),
        ("ipv4", Some(true), IPV4.replace(r"\.", r"\[?\.\]?")),
        ("ipv6", None, IPV6.to_owned()),
        ("dns", Some(false), DNS.to_owned()),
        ("dns", Some(true), DNS.replace(r"\.", r"\[?\.\]?")),
        ("url", Some(false), url_plain),
        ("url", Some(true), URL.to_owned()),
        ("email", Some(false), email),
        ("email", Some(true), email_defanged),
        ("windows_path", None, WINDOWS_PATH.to_owned()),
        ("linux_path", None, LINUX_PATH.to_owned()),
        ("md5_hash", None, hash(32)),
        ("sha1_hash", None, hash(40)),
        ("sha256_hash", None, hash(64)),
    ];
    let mut patterns = Vec::new();
    for (name, used_in, pattern) in spelled {
        for defanged in [true, false] {
            if used_in.is_none_or(|used_in| used_in == defanged) {
                patterns.push((
                    name,
                    defanged,
                    Regex::new(&format!("(?im){pattern}")).unwrap(),
                ));
            }
        }
    }
    patterns
}

/// What the engine finds from `from` on, as `finditer`: each value and where its match ends.
fn found(regex: &Regex, text: &str, mut from: usize) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    while let Some(captures) = regex.captures_from_pos(text, from).unwrap() {
        let whole = captures.get(0).unwrap();
        let value = captures.name("hash").unwrap_or(whole);
        assert!(!whole.as_str().is_empty());
        found.push((value.as_str().to_owned(), whole.end()));
        from = whole.end();
    }
    found
}

/// A URL is searched again, from where the match before it ended in the text.
fn urls_in_urls(regex: &Regex, urls: &[(String, usize)]) -> Vec<String> {
    let ends = std::iter::once(0).chain(urls.iter().map(|&(_, end)| end));
    let inside = urls
        .iter()
        .zip(ends)
        .filter(|((url, _), end)| *end <= url.len());
    inside
        .flat_map(|((url, _), end)| found(regex, url, end))
        .map(|(value, _)| value)
        .collect()
}

fn values_of(name: &str, regex: &Regex, text: &str) -> BTreeSet<String> {
    let direct = found(regex, text, 0);
    let inside = if name == "url" {
        urls_in_urls(regex, &direct)
    } else {
        Vec::new()
    };
    direct
        .into_iter()
        .map(|(value, _)| value)
        .chain(inside)
        .collect()
}

/// In plain text the original refangs what is no path; the strategy's only such signs are these.
fn reported(name: &str, value: String, defanged: bool) -> String {
    if defanged || name.ends_with("path") {
        value
    } else {
        value.replace("[.]", ".")
    }
}

/// No per cent sign: what is decoded is tested elsewhere.
fn ascii() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(vec![
            "a", "b", "com", "x1", "-", "--", ".", "..", "[.]", "[.", ".]", "[", "]", "@", "[at]",
            "://", "http", "hxxps", "s", "ftp", "fxp", "ldap", "file", ":", "::", "/", "//", "\\",
            "\\\\", "1", "25", "1.2.3", ".4", "fe80", "?", "#", "&", "=", "'", "\"", "<", "|", "*",
            " ", "\n", "\r", "\t", "\0", "_", "$", "c:", "~", "(", ")", "\x1c", "a.b.c.",
        ]).prop_map(str::to_owned),
        1 => (1usize..70, proptest::sample::select(vec!["a", "f", "0", "a.", "1.", "a-"]))
            .prop_map(|(count, unit)| unit.repeat(count)),
    ];
    proptest::collection::vec(piece, 1..16).prop_map(|pieces| pieces.concat())
}

#[test]
fn as_the_patterns_themselves() {
    let patterns = patterns();
    let extractor = IoCExtract::new();
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(2_000)
    };
    proptest!(config, |(text in ascii())| {
        for (name, defanged, regex) in &patterns {
            let options = ExtractOptions {
                ioc_types: Some(vec![(*name).to_owned()]),
                ignore_tlds: true,
                defanged: *defanged,
                ..ExtractOptions::default()
            };
            let ours = extractor.extract(&text, &options).remove(*name);
            let theirs = values_of(name, regex, &text);
            let theirs: BTreeSet<_> = theirs.into_iter().map(|value| reported(name, value, *defanged)).collect();
            prop_assert_eq!(ours.unwrap_or_default(), theirs, "{} in {:?}, defanged {}", name, text, defanged);
        }
    });
}
