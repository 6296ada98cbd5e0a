//! Public suffixes: is there a registry under which this host could be registered?
//!
//! The table is the Public Suffix List (<https://publicsuffix.org>), compiled in by the crate
//! `psl`; nothing is fetched. The list has two sections: names that registries run (ICANN), and
//! names that companies hand out below their own (private, such as `github.io`).
//!
//! An unlisted top-level name has no suffix here. The list's own fallback rule, `*`, would
//! accept any last label, which is what an extractor must not do.

use psl::{Info, List, Psl, Type};

/// The section of the Public Suffix List a rule stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Run by a registry: `com`, `co.uk`, `рф`.
    Icann,
    /// Handed out by the owner of a domain: `github.io`, `blogspot.com`.
    Private,
}

/// The public suffix of a host, borrowed from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Suffix<'a> {
    text: &'a str,
    section: Section,
}

impl<'a> Suffix<'a> {
    /// The suffix as it is spelled in the host, without a final dot.
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// The section the rule stands in.
    pub fn section(&self) -> Section {
        self.section
    }
}

/// The longest listed suffix of `host`, of either section; `None` if its last label is unlisted.
///
/// Case does not matter, labels may be in Unicode or in their `xn--` form, and one final dot is
/// passed over. A bare suffix is its own suffix.
///
/// ```
/// use iocextract::suffix::{Section, public_suffix};
///
/// let suffix = public_suffix("www.Example.CO.uk").unwrap();
/// assert_eq!((suffix.as_str(), suffix.section()), ("CO.uk", Section::Icann));
/// assert_eq!(public_suffix("octocat.github.io").unwrap().section(), Section::Private);
/// assert!(public_suffix("printer.localdomain").is_none());
/// ```
pub fn public_suffix(host: &str) -> Option<Suffix<'_>> {
    lookup(host, None)
}

/// The longest suffix of `host` among the rules of registries alone.
///
/// ```
/// assert_eq!(iocextract::suffix::icann_suffix("octocat.github.io").unwrap().as_str(), "io");
/// ```
pub fn icann_suffix(host: &str) -> Option<Suffix<'_>> {
    lookup(host, Some(Section::Icann))
}

/// The registrable domain: the public suffix and one label more.
///
/// ```
/// assert_eq!(iocextract::suffix::registrable("www.example.co.uk"), Some("example.co.uk"));
/// assert_eq!(iocextract::suffix::registrable("co.uk"), None);
/// ```
pub fn registrable(host: &str) -> Option<&str> {
    let host = host.strip_suffix(is_dot).unwrap_or(host);
    one_more(host, public_suffix(host)?)
}

/// The domain that somebody has from a registry: the suffix of the registry and one label more.
///
/// ```
/// assert_eq!(iocextract::suffix::registered("octocat.github.io"), Some("github.io"));
/// assert_eq!(iocextract::suffix::registrable("octocat.github.io"), Some("octocat.github.io"));
/// ```
pub fn registered(host: &str) -> Option<&str> {
    let host = host.strip_suffix(is_dot).unwrap_or(host);
    one_more(host, icann_suffix(host)?)
}

/// The suffix of `host` and one label more.
fn one_more<'h>(host: &'h str, suffix: Suffix<'_>) -> Option<&'h str> {
    let domain = last_labels(host, labels_of(suffix.text) + 1)?;
    (!domain.starts_with(is_dot)).then_some(domain)
}

/// Whether `c` separates labels: the full stop and the three that IDNA maps to it
/// (RFC 3490, section 3.1).
pub(crate) fn is_dot(c: char) -> bool {
    matches!(c, '.' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}')
}

/// Whether a registry of this name, or below it, is listed: `name` is a label in lower case. The
/// name that is set aside for examples counts.
pub(crate) fn is_top_level(name: &[u8]) -> bool {
    // A rule may be for what stands below a name alone, as `*.ck`.
    let any = List.find([name, b"a"].into_iter());
    any.typ.is_some() || name == b"example"
}

/// Whether a rule covers `host`, which is in its normal form.
pub(crate) fn is_covered(host: &str) -> bool {
    List.find(labels(host.as_bytes())).typ.is_some()
}

/// What stands before the suffix of a registry in `host`, which is in its normal form.
pub(crate) fn below_registry(host: &str) -> Option<&str> {
    let len = suffix_len(host.as_bytes(), Some(Section::Icann))?.0;
    host.get(..host.len().checked_sub(len)?)
}

/// The labels of a name in its normal form, the last one first.
fn labels(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    name.rsplit(|&byte| byte == b'.')
}

/// Hosts up to this length are folded on the stack. RFC 1035 allows 253 octets.
const STACK: usize = 256;

fn lookup(host: &str, only: Option<Section>) -> Option<Suffix<'_>> {
    let host = host.strip_suffix(is_dot).unwrap_or(host);
    let mut stack = [0; STACK];
    let owned;
    let folded = match stack.get_mut(..host.len()) {
        Some(buffer) if host.is_ascii() => {
            buffer.copy_from_slice(host.as_bytes());
            buffer.make_ascii_lowercase();
            &*buffer
        }
        _ => {
            owned = fold(host);
            owned.as_bytes()
        }
    };
    let (labels, section) = matched_labels(folded, only)?;
    Some(Suffix {
        text: last_labels(host, labels)?,
        section,
    })
}

/// How many labels of `name` the longest rule of the wanted section covers.
fn matched_labels(name: &[u8], only: Option<Section>) -> Option<(usize, Section)> {
    let (len, section) = suffix_len(name, only)?;
    let suffix = name.get(name.len().checked_sub(len)?..)?;
    let dots = suffix.iter().filter(|&&byte| byte == b'.').count();
    Some((dots + 1, section))
}

/// The length of what the longest rule of the wanted section covers of `name`.
fn suffix_len(name: &[u8], only: Option<Section>) -> Option<(usize, Section)> {
    let mut name = name;
    loop {
        let Info { len, typ } = List.find(labels(name));
        let section = match typ? {
            Type::Icann => Section::Icann,
            Type::Private => Section::Private,
        };
        if only.is_none_or(|wanted| wanted == section) {
            return Some((len, section));
        }
        // A private rule hides the registry's: look again without its first label. Each turn
        // drops a label, and rules have at most a handful.
        let suffix = name.get(name.len().checked_sub(len)?..)?;
        let first_dot = suffix.iter().position(|&byte| byte == b'.')?;
        name = suffix.get(first_dot + 1..)?;
    }
}

fn fold(host: &str) -> String {
    if host.is_ascii() {
        return host.to_ascii_lowercase();
    }
    host.replace(is_dot, ".").to_lowercase()
}

fn labels_of(name: &str) -> usize {
    name.matches(is_dot).count() + 1
}

/// The last `count` labels of `host`, if it has that many.
fn last_labels(host: &str, count: usize) -> Option<&str> {
    let mut parts = host.rsplitn(count + 1, is_dot);
    let dropped = parts.nth(count);
    match dropped {
        None => (labels_of(host) == count).then_some(host),
        Some(head) => {
            let (_, tail) = host.split_at_checked(head.len())?;
            let mut chars = tail.chars();
            chars.next();
            Some(chars.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suffix(host: &str) -> Option<(&str, Section)> {
        public_suffix(host).map(|s| (s.as_str(), s.section()))
    }

    // Expected values: the rules of the list as they stand at publicsuffix.org.
    #[test]
    fn rules_wildcards_and_exceptions() {
        assert_eq!(suffix("com"), Some(("com", Section::Icann)));
        assert_eq!(suffix("example.com."), Some(("com", Section::Icann)));
        assert_eq!(
            suffix("b.ide.kyoto.jp"),
            Some(("ide.kyoto.jp", Section::Icann))
        );
        assert_eq!(suffix("a.b.test.ck"), Some(("test.ck", Section::Icann)));
        assert_eq!(suffix("www.ck"), Some(("ck", Section::Icann)));
        assert_eq!(
            suffix("x.s3.amazonaws.com"),
            Some(("s3.amazonaws.com", Section::Private))
        );
    }

    #[test]
    fn unlisted_names_have_none() {
        for host in [
            "",
            ".",
            "localhost",
            "a.b.localdomain",
            "run.exe",
            "1.2.3.4",
            "xn--",
        ] {
            assert_eq!(suffix(host), None, "{host}");
        }
    }

    #[test]
    fn case_and_both_idn_forms() {
        assert_eq!(suffix("ПРИМЕР.РФ"), Some(("РФ", Section::Icann)));
        assert_eq!(
            suffix("xn--e1afmkfd.XN--p1ai"),
            Some(("XN--p1ai", Section::Icann))
        );
        assert_eq!(suffix("例え。co．jp"), Some(("co．jp", Section::Icann)));
    }

    #[test]
    fn icann_rules_alone() {
        let icann = |host| icann_suffix(host).map(|s| s.as_str());
        assert_eq!(icann("a.github.io"), Some("io"));
        assert_eq!(icann("x.s3.amazonaws.com"), Some("com"));
        assert_eq!(icann("www.gov.uk"), Some("gov.uk"));
        assert_eq!(icann("intranet"), None);
    }

    #[test]
    fn registrable_domains() {
        assert_eq!(registrable("a.b.example.co.uk."), Some("example.co.uk"));
        assert_eq!(registrable("octocat.github.io"), Some("octocat.github.io"));
        assert_eq!(registrable(".com"), None);
        assert_eq!(registrable("co.uk"), None);
    }

    #[test]
    fn long_hosts_fold_on_the_heap() {
        let host = format!("{}COM", "A.".repeat(1000));
        assert_eq!(suffix(&host), Some(("COM", Section::Icann)));
    }
}
