//! How accurate the search is: precision, recall and F1 per kind, and every error.
//!
//! `cargo test --test score -- --nocapture` prints the tables. Each set of cases has floors that
//! its figures may not fall below.

mod cases;
mod shared;
mod tally;

use cases::Case;
use iocextract::{Extractor, Kind, KindSet, Overlap};
use tally::Tally;

/// The kinds that the floors are about.
const CORE: [Kind; 8] = [
    Kind::Ipv4,
    Kind::Ipv6,
    Kind::Domain,
    Kind::Url,
    Kind::Email,
    Kind::Md5,
    Kind::Sha1,
    Kind::Sha256,
];

/// Runs the cases: held indicators count, since a case may ask for the host of a URL.
fn score(name: &str, cases: &[Case]) -> Tally {
    let strict = Extractor::new().kinds(KindSet::ALL).overlap(Overlap::Every);
    let loose = strict.clone().loose(true);
    let mut tally = Tally::default();
    for case in cases {
        let extractor = if case.loose { &loose } else { &strict };
        tally.add(case, extractor.find_iter(&case.text));
    }
    show(name, &tally);
    tally
}

#[expect(
    clippy::print_stdout,
    reason = "the tables are what the test is run for"
)]
fn show(name: &str, tally: &Tally) {
    println!("\n{name}\n{tally}{}", tally.summary("core", &CORE));
}

#[test]
fn own_cases() {
    let tally = score("own cases", &cases::own());
    assert!(tally.f1(&CORE) >= 0.98, "F1 {:.4}", tally.f1(&CORE));
    assert!(tally.f1(&Kind::BUILT_IN) >= 0.98, "F1 over all kinds");
}

#[test]
fn cases_of_msticpy() {
    let Some(cases) = shared::cases("golden/ioc/cases-msticpy.json") else {
        return;
    };
    let tally = score("cases of msticpy", &cases);
    assert!(tally.f1(&CORE) >= 0.95, "F1 {:.4}", tally.f1(&CORE));
}

/// Half of them are coins.
#[cfg(feature = "coins")]
#[test]
fn cases_of_iocsearcher() {
    let Some(cases) = shared::cases("golden/ioc/cases-iocsearcher.json") else {
        return;
    };
    let tally = score("cases of iocsearcher", &cases);
    assert!(tally.f1(&Kind::BUILT_IN) >= 0.98, "F1 over all kinds");
}
