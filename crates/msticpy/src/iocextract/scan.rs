//! One scan of one text: every pattern in turn, and for each string found the type that wins.

use std::borrow::Cow;
use std::collections::HashMap;

use super::patterns::{Pattern, Patterns};
use super::refang::refang;
use super::text::Text;
use super::tld;
use super::unquote::unquote;

/// What to scan with, and how.
pub(super) struct Scan<'p> {
    pub(super) patterns: &'p Patterns,
    /// Where the type of a decoded host is looked up.
    pub(super) hosts: &'p Patterns,
    /// Whether a name of the type `dns` needs a public suffix.
    pub(super) check_tld: bool,
    /// Whether values are refanged: the original does so in plain text only.
    pub(super) refang: bool,
}

impl<'p> Scan<'p> {
    /// The values that `wanted` patterns find and the type of each, in no order.
    pub(super) fn run<'h>(
        &self,
        source: &'h str,
        wanted: impl Fn(&str) -> bool,
    ) -> Vec<(&'p str, Cow<'h, str>)> {
        let text = Text::new(source);
        let mut found = Found::default();
        for pattern in self.patterns.iter().filter(|pattern| wanted(&pattern.name)) {
            self.run_pattern(pattern, &text, &mut found);
        }
        let values = found.0.into_iter();
        values
            .map(|(value, pattern)| (pattern.name.as_str(), self.reported(pattern, value)))
            .collect()
    }

    fn run_pattern<'h>(&self, pattern: &'p Pattern, text: &Text<'h>, found: &mut Found<'p, 'h>) {
        let is_dns = pattern.name == "dns";
        let is_url = pattern.name == "url";
        let mut end_before = 0;
        for matched in pattern.find_iter(text, 0) {
            let value = text.slice(matched.value);
            if is_dns && self.check_tld && !tld::has_public_suffix(value) {
                continue;
            }
            found.add(Cow::Borrowed(value), pattern);
            if is_url {
                self.look_inside(pattern, value, end_before, found);
            }
            end_before = matched.whole.end;
        }
    }

    /// The URLs in a URL that is decoded once. The original looks for them from the character on
    /// where the URL before this one ended in the source.
    fn look_inside<'h>(
        &self,
        pattern: &'p Pattern,
        url: &'h str,
        from: usize,
        found: &mut Found<'p, 'h>,
    ) {
        let Ok(dns) = self.hosts.get("dns") else {
            return;
        };
        // Each character of the decoded text takes at least one byte of the URL.
        if from >= url.len() {
            return;
        }
        match unquote(url) {
            Cow::Borrowed(decoded) => add_urls(pattern, dns, decoded, from, Cow::Borrowed, found),
            Cow::Owned(decoded) => {
                let own = |value: &str| Cow::Owned(value.to_owned());
                add_urls(pattern, dns, &decoded, from, own, found);
            }
        }
    }

    fn reported<'h>(&self, pattern: &Pattern, value: Cow<'h, str>) -> Cow<'h, str> {
        if self.refang && pattern.is_network() {
            refang(value, &pattern.name)
        } else {
            value
        }
    }
}

fn add_urls<'p, 'd, 'h>(
    urls: &'p Pattern,
    dns: &'p Pattern,
    decoded: &'d str,
    from: usize,
    keep: impl Fn(&'d str) -> Cow<'h, str>,
    found: &mut Found<'p, 'h>,
) {
    let text = Text::new(decoded);
    for matched in urls.find_iter(&text, from.min(text.len())) {
        found.add(keep(text.slice(matched.whole)), urls);
        if let Some(host) = matched.host {
            found.add(keep(text.slice(host)), dns);
        }
    }
}

/// For each string the pattern that holds it.
#[derive(Default)]
struct Found<'p, 'h>(HashMap<Cow<'h, str>, &'p Pattern>);

impl<'p, 'h> Found<'p, 'h> {
    /// The lower number wins, the first of equals stays.
    fn add(&mut self, value: Cow<'h, str>, pattern: &'p Pattern) {
        let holder = self.0.entry(value).or_insert(pattern);
        if pattern.priority < holder.priority {
            *holder = pattern;
        }
    }
}
