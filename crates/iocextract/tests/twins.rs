//! Slow, obvious searches that must agree with the fast one.

use std::{collections::BTreeSet, net::Ipv4Addr, net::Ipv6Addr};

use iocextract::{Extractor, Kind, Overlap};
use proptest::prelude::*;
use regex::Regex;

fn found(text: &str, kinds: &[Kind]) -> BTreeSet<(usize, String)> {
    let extractor = Extractor::new()
        .overlap(Overlap::Every)
        .kinds(kinds.iter().copied().collect())
        .defanged(false);
    let spell = |ioc: iocextract::Indicator<'_>| (ioc.start(), ioc.as_str().to_owned());
    extractor.find_iter(text).map(spell).collect()
}

/// Every substring that the standard library parses as `A`, and that nothing goes on around.
fn parsed<A: std::str::FromStr>(
    text: &str,
    goes_on: impl Fn(char) -> bool,
) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
    for (start, _) in text.char_indices() {
        for end in (start + 1..=text.len()).filter(|&end| text.is_char_boundary(end)) {
            let (Some(part), Some(before), Some(after)) =
                (text.get(start..end), text.get(..start), text.get(end..))
            else {
                continue;
            };
            let alone = !before.ends_with(&goes_on) && !after.starts_with(&goes_on);
            if alone && part.parse::<A>().is_ok() {
                found.insert((start, part.to_owned()));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// Octets without leading zeros, spaces and commas: what `Ipv4Addr` reads is what is found.
    #[test]
    fn ipv4_as_the_standard_library_reads_it(
        text in "((0|[1-9][0-9]{0,3})[ .,]){0,12}(0|[1-9][0-9]{0,2})"
    ) {
        // A dot before a space or a comma ends a sentence; one before a digit goes on.
        let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '.';
        let twin = parsed::<Ipv4Addr>(&text, goes_on);
        prop_assert_eq!(found(&text, &[Kind::Ipv4]), twin);
    }

    /// Groups of hexadecimal digits with colons between, words apart.
    #[test]
    fn ipv6_as_the_standard_library_reads_it(
        text in "(([0-9a-f]{1,5}|)(:|::| |:[1-9])){0,14}"
    ) {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || c == ':';
        let fast = found(&text, &[Kind::Ipv6]);
        let twin = parsed::<Ipv6Addr>(&text, goes_on);
        // Found only if parsed, and a run is passed over only for the reasons that are written down.
        for (at, address) in &fast {
            prop_assert!(address.parse::<Ipv6Addr>().is_ok(), "{address}");
            let alone = twin.contains(&(*at, address.clone()));
            let before = text.get(..*at).unwrap_or("");
            let after = text.get(at + address.len()..).unwrap_or("");
            prop_assert!(alone || before.ends_with(':') || after.starts_with(':'), "{address}");
        }
        for (at, address) in twin {
            let groups: Vec<_> = address.split(':').filter(|group| !group.is_empty()).collect();
            let words = groups.len() <= 2 && !address.contains(|c: char| c.is_ascii_digit());
            let octets = groups.len() == 8 && groups.iter().all(|group| group.len() == 2);
            prop_assert!(words || octets || fast.contains(&(at, address.clone())), "{address}");
        }
    }

    /// A digest is a maximal run of hexadecimal digits of its length.
    #[test]
    fn digests_as_maximal_runs(
        runs in proptest::collection::vec(("[0-9a-fA-F]{30,66}", "[ ,xg.]"), 0..6)
    ) {
        let text: String = runs.into_iter().map(|(run, gap)| run + &gap).collect();
        let run = Regex::new("[0-9A-Fa-f]+").map_err(|e| TestCaseError::fail(e.to_string()))?;
        let twin = run
            .find_iter(&text)
            .filter(|found| matches!(found.len(), 32 | 40 | 64))
            .map(|found| (found.start(), found.as_str().to_owned()))
            .collect::<BTreeSet<_>>();
        prop_assert_eq!(found(&text, &[Kind::Md5, Kind::Sha1, Kind::Sha256]), twin);
    }

    /// Plain addresses among words, by a regular expression.
    #[test]
    fn emails_as_an_expression_finds_them(
        words in proptest::collection::vec("[a-z][a-z0-9]{0,5}([._+-][a-z0-9]{1,4})?(@[a-z]{1,6}[.](com|net|co[.]uk|invalidtld))?", 0..8)
    ) {
        let text = words.join(" ");
        let email = Regex::new(r"[a-z0-9._+-]+@[a-z]+\.(?:com|net|co\.uk)\b")
            .map_err(|e| TestCaseError::fail(e.to_string()))?;
        let twin = email
            .find_iter(&text)
            .map(|found| (found.start(), found.as_str().to_owned()))
            .collect::<BTreeSet<_>>();
        prop_assert_eq!(found(&text, &[Kind::Email]), twin);
    }

    /// The host that is found in a plain URL is the one that a parser sees.
    #[test]
    fn hosts_as_a_parser_sees_them(
        host in "[a-z]{1,8}[.][a-z]{1,8}[.](com|net)|[1-9][0-9]?([.][1-9][0-9]?){3}",
        user in "([a-z]{1,4}(:[a-z]{1,4})?@)?",
        port in "(:[1-9][0-9]{1,3})?",
        tail in "(/[a-z0-9]{0,5}){0,3}([?][a-z]=[a-z0-9]{1,4})?(#[a-z]{1,3})?",
    ) {
        let text = format!("http://{user}{host}{port}{tail}");
        let parsed = url::Url::parse(&text).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let urls = found(&text, &[Kind::Url]);
        prop_assert_eq!(urls, BTreeSet::from([(0, text.clone())]));
        let hosts = found(&text, &[Kind::Domain, Kind::Ipv4, Kind::Email]);
        let wanted = parsed.host_str().unwrap_or("").to_owned();
        prop_assert_eq!(hosts, BTreeSet::from([(7 + user.len(), wanted)]));
    }
}
