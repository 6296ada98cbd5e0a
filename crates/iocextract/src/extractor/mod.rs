//! The configured search.

mod indicators;
mod rows;

use std::str::from_utf8;

pub use indicators::Indicators;
pub use rows::Rows;

#[cfg(feature = "regex")]
use crate::{custom::Pattern, kind::Kind};
use crate::{
    indicator::Indicator,
    kind::{CustomId, KindSet},
    options::{Options, Overlap},
    style::Styles,
};

/// A search for indicators: a value, cheap to make, that cannot fail.
///
/// ```
/// use iocextract::{Extractor, Kind, KindSet};
///
/// static HASHES: Extractor = Extractor::new().kinds(KindSet::HASHES);
///
/// let found = HASHES.find("md5: D41D8CD98F00B204E9800998ECF8427E").unwrap();
/// assert_eq!(found.kind(), Kind::Md5);
/// assert_eq!(found.value(), "d41d8cd98f00b204e9800998ecf8427e");
/// ```
#[derive(Clone, Debug)]
pub struct Extractor {
    pub(crate) options: Options,
    #[cfg(feature = "regex")]
    pub(crate) patterns: Vec<Pattern>,
}

impl Default for Extractor {
    fn default() -> Extractor {
        Extractor::new()
    }
}

impl Extractor {
    /// Every kind, in plain and in defanged spelling, the widest where they overlap.
    pub const fn new() -> Extractor {
        Extractor {
            options: Options::DEFAULT,
            #[cfg(feature = "regex")]
            patterns: Vec::new(),
        }
    }

    /// Which kinds to look for: at first all of them. [`KindSet::CORE`] are those that most searches
    /// are for.
    pub const fn kinds(mut self, kinds: KindSet) -> Extractor {
        self.options.kinds = kinds;
        self
    }

    /// What to do about indicators inside others: at first the widest wins.
    pub const fn overlap(mut self, overlap: Overlap) -> Extractor {
        self.options.overlap = overlap;
        self
    }

    /// Whether defanged spellings are found too: at first yes.
    pub const fn defanged(mut self, yes: bool) -> Extractor {
        self.options.defanged = yes;
        self
    }

    /// Whether spellings are read as defanged that prose and data use for other things: at first
    /// no. These are `evil dot com`, `bob at evil.com`, `evil[]tk` and `8,8,4,4`.
    pub const fn loose(mut self, yes: bool) -> Extractor {
        self.options.styles = if yes {
            self.options.styles.union(Styles::LOOSE)
        } else {
            self.options.styles.minus(Styles::LOOSE)
        };
        self
    }

    /// Which defanged spellings are read: at first those of [`Styles::DEFAULT`].
    pub const fn styles(mut self, styles: Styles) -> Extractor {
        self.options.styles = styles;
        self
    }

    /// Whether a domain needs a public suffix, and more than a file name shows: at first yes.
    ///
    /// Without the check any name of two labels is a domain, flagged for what it looks like.
    pub const fn check_tld(mut self, yes: bool) -> Extractor {
        self.options.check_tld = yes;
        self
    }

    /// Adds a pattern. It gives the kind [`Custom`](crate::Kind::Custom) with the next
    /// [`CustomId`]; its capture group `ioc`, if it has one that takes part, is the indicator, else
    /// the whole match.
    ///
    /// Between equal spans the lower `priority` wins; the built-in kinds have 0 (addresses and
    /// URLs), 1 (e-mail addresses and digests), 2 (domains), 3 and 4 (Windows and Linux paths).
    #[cfg(feature = "regex")]
    #[must_use]
    pub fn pattern(mut self, name: &str, regex: regex::Regex, priority: u8) -> Extractor {
        self.patterns.push(Pattern::new(name, regex, priority));
        self
    }

    /// Adds a pattern of whole words, such as the names of hosts or of malware, as they are or in
    /// any case.
    ///
    /// ```
    /// let search = iocextract::Extractor::new()
    ///     .words("family", &["Cobalt Strike", "QakBot"], true, 0)
    ///     .unwrap();
    /// let found = search.find("then COBALT STRIKE ran").unwrap();
    /// assert_eq!(found.as_str(), "COBALT STRIKE");
    /// assert!(search.find("QakBots").is_none());
    /// ```
    ///
    /// # Errors
    /// The list is larger than a pattern may be.
    #[cfg(feature = "regex")]
    pub fn words(
        mut self,
        name: &str,
        words: &[&str],
        any_case: bool,
        priority: u8,
    ) -> Result<Extractor, regex::Error> {
        let pattern = Pattern::of_words(name, words, any_case, priority)?;
        self.patterns.push(pattern);
        Ok(self)
    }

    /// The name that a pattern was added under.
    pub fn custom_name(&self, id: CustomId) -> Option<&str> {
        #[cfg(feature = "regex")]
        return self.patterns.get(id.index()).map(Pattern::name);
        #[cfg(not(feature = "regex"))]
        {
            let _ = id;
            None
        }
    }

    /// The patterns that take part when `kinds` are asked for.
    #[cfg(feature = "regex")]
    pub(crate) fn wanted_patterns(&self, kinds: KindSet) -> &[Pattern] {
        if kinds.contains(Kind::Custom(CustomId(0))) {
            &self.patterns
        } else {
            &[]
        }
    }

    /// The first indicator.
    pub fn find<'h>(&self, haystack: &'h str) -> Option<Indicator<'h>> {
        self.find_iter(haystack).next()
    }

    /// The indicators, by where they start; of those that start together, the widest first.
    pub fn find_iter<'e, 'h>(&'e self, haystack: &'h str) -> Indicators<'e, 'h> {
        Indicators::new(self, haystack)
    }

    /// The same for the rows of a column, where equal ones are searched once.
    pub const fn rows<'h>(&self) -> Rows<'_, 'h> {
        Rows::new(self)
    }

    /// The same over bytes: each run of valid UTF-8 is a haystack, and its offset comes along.
    ///
    /// ```
    /// let found = iocextract::Extractor::new().find_bytes_iter(b"\xff\xfe 7.7.7.7 \x80").next();
    /// let (offset, ioc) = found.unwrap();
    /// assert_eq!((offset, ioc.start()), (2, 1));
    /// ```
    pub fn find_bytes_iter<'h>(
        &self,
        haystack: &'h [u8],
    ) -> impl Iterator<Item = (usize, Indicator<'h>)> {
        let mut runs = ValidRuns {
            bytes: haystack,
            at: 0,
        };
        let (mut offset, mut found) = (0, self.find_iter(""));
        std::iter::from_fn(move || {
            loop {
                if let Some(ioc) = found.next() {
                    return Some((offset, ioc));
                }
                let (next, run) = runs.next()?;
                offset = next;
                found.restart(run);
            }
        })
    }

    /// What the whole of `text` is, if it is one indicator.
    ///
    /// Nothing needs to set it apart from other text, so names that look like files count, and
    /// paths may have spaces.
    pub fn classify<'h>(&self, text: &'h str) -> Option<Indicator<'h>> {
        let options = Options {
            overlap: Overlap::Every,
            whole: true,
            ..self.options
        };
        let mut found = Indicators::with_options(self, text, options);
        let mut ioc = found.find(|ioc| ioc.as_str().len() == text.len())?;
        ioc.parent = None;
        Some(ioc)
    }
}

/// The runs of valid UTF-8 in bytes, each with its offset.
struct ValidRuns<'h> {
    bytes: &'h [u8],
    at: usize,
}

impl<'h> Iterator for ValidRuns<'h> {
    type Item = (usize, &'h str);

    fn next(&mut self) -> Option<(usize, &'h str)> {
        loop {
            let offset = self.at;
            let rest = self.bytes.get(offset..).filter(|rest| !rest.is_empty())?;
            // The whole is tried first: most text is valid, and that is found out many bytes at a
            // time.
            let error = match from_utf8(rest) {
                Ok(run) => {
                    self.at = self.bytes.len();
                    return Some((offset, run));
                }
                Err(error) => error,
            };
            let end = error.valid_up_to();
            self.at = error
                .error_len()
                .map_or(self.bytes.len(), |len| offset + end + len);
            if end > 0 {
                let run = rest.get(..end).and_then(|run| from_utf8(run).ok())?;
                return Some((offset, run));
            }
        }
    }
}
