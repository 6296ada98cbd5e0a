//! Counting what was found, what was not, and what should not have been.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    net::Ipv6Addr,
};

use iocextract::{Indicator, Kind};

use crate::cases::Case;

/// The counts of one kind.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: usize,
    extra: usize,
    missed: usize,
}

impl Count {
    fn plus(self, other: Count) -> Count {
        Count {
            right: self.right + other.right,
            extra: self.extra + other.extra,
            missed: self.missed + other.missed,
        }
    }

    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.extra)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.extra + self.missed)
    }
}

/// Nothing of nothing is all of it.
#[expect(clippy::cast_precision_loss, reason = "counts of cases are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// The counts per kind, and the errors.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: BTreeMap<Kind, Count>,
    cases: usize,
    clean: usize,
    errors: Vec<String>,
}

impl Tally {
    /// Counts what was found in a case. A value counts once per kind, however often it stands
    /// there.
    pub(crate) fn add<'h>(&mut self, case: &Case, found: impl Iterator<Item = Indicator<'h>>) {
        let mut values: BTreeMap<Kind, BTreeSet<String>> = BTreeMap::new();
        for ioc in found {
            let of_kind = values.entry(ioc.kind()).or_default();
            of_kind.insert(normal(ioc.kind(), &ioc.value()));
        }
        let before = self.errors.len();
        for kind in Kind::BUILT_IN {
            let found = values.remove(&kind).unwrap_or_default();
            self.add_kind(case, kind, &found);
        }
        self.cases += 1;
        self.clean += usize::from(self.errors.len() == before);
    }

    fn add_kind(&mut self, case: &Case, kind: Kind, found: &BTreeSet<String>) {
        let wanted = normal_set(kind, case.expected.get(&kind));
        let forbidden = normal_set(kind, case.forbidden.get(&kind));
        let mut count = Count::default();
        for value in &wanted {
            if found.contains(value) {
                count.right += 1;
            } else {
                count.missed += 1;
                self.error(case, "missed", kind, value);
            }
        }
        let exhaustive = case.exhaustive.contains(kind);
        for value in found.difference(&wanted) {
            if exhaustive || forbidden.contains(value) {
                count.extra += 1;
                self.error(case, "extra", kind, value);
            }
        }
        let total = self.counts.entry(kind).or_default();
        *total = total.plus(count);
    }

    fn error(&mut self, case: &Case, what: &str, kind: Kind, value: &str) {
        let line = format!("{}: {what} {kind} {value} in {:?}", case.id, case.text);
        self.errors.push(line);
    }

    fn count(&self, kinds: &[Kind]) -> Count {
        let counts = kinds.iter().filter_map(|kind| self.counts.get(kind));
        counts.fold(Count::default(), |sum, count| sum.plus(*count))
    }

    /// F1 over these kinds together.
    pub(crate) fn f1(&self, kinds: &[Kind]) -> f64 {
        self.count(kinds).f1()
    }

    /// One line on these kinds together.
    pub(crate) fn summary(&self, name: &str, kinds: &[Kind]) -> String {
        row(name, self.count(kinds))
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.errors {
            writeln!(f, "  {error}")?;
        }
        writeln!(f, "{} of {} cases without an error", self.clean, self.cases)?;
        writeln!(
            f,
            "{:<16} {:>5} {:>5} {:>6} {:>9} {:>6} {:>6}",
            "kind", "right", "extra", "missed", "precision", "recall", "F1"
        )?;
        for (kind, count) in &self.counts {
            if count.right + count.extra + count.missed > 0 {
                f.write_str(&row(kind.as_str(), *count))?;
            }
        }
        f.write_str(&row("all", self.count(&Kind::BUILT_IN)))
    }
}

fn row(name: &str, count: Count) -> String {
    format!(
        "{name:<16} {:>5} {:>5} {:>6} {:>9.3} {:>6.3} {:>6.3}\n",
        count.right,
        count.extra,
        count.missed,
        count.precision(),
        count.recall(),
        count.f1()
    )
}

fn normal_set(kind: Kind, values: Option<&BTreeSet<String>>) -> BTreeSet<String> {
    let values = values.into_iter().flatten();
    values.map(|value| normal(kind, value)).collect()
}

/// What two spellings of one value share. It is written apart from the library's own notion of
/// it, so that an error there is seen here.
fn normal(kind: Kind, value: &str) -> String {
    match kind {
        Kind::Ipv6 => match value.parse::<Ipv6Addr>() {
            Ok(address) => address.to_string(),
            Err(_) => value.to_owned(),
        },
        Kind::Url => {
            let after = value.find("://").map_or(0, |at| at + 3);
            let (head, rest) = value.split_at(after);
            let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (host, rest) = rest.split_at(host);
            format!("{}{}{rest}", head.to_lowercase(), host.to_lowercase())
        }
        Kind::Email => match value.rsplit_once('@') {
            Some((local, host)) => format!("{local}@{}", host.to_lowercase()),
            None => value.to_owned(),
        },
        Kind::RegistryKey => full_hive(value),
        Kind::Domain
        | Kind::Md5
        | Kind::Sha1
        | Kind::Sha224
        | Kind::Sha256
        | Kind::Sha384
        | Kind::Sha512
        | Kind::Onion => value.to_lowercase(),
        _ => value.to_owned(),
    }
}

/// The key with the long name of its hive, whichever its source writes.
fn full_hive(key: &str) -> String {
    const SHORT: [(&str, &str); 5] = [
        ("HKLM", "HKEY_LOCAL_MACHINE"),
        ("HKCU", "HKEY_CURRENT_USER"),
        ("HKCR", "HKEY_CLASSES_ROOT"),
        ("HKU", "HKEY_USERS"),
        ("HKCC", "HKEY_CURRENT_CONFIG"),
    ];
    let (hive, rest) = key.split_at(key.find('\\').unwrap_or(key.len()));
    let long = SHORT.iter().find(|(short, _)| *short == hive);
    format!("{}{rest}", long.map_or(hive, |(_, long)| long))
}
