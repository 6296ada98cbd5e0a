//! Indicators as MSTICPy 3.0.2's `IoCExtract` finds them, quirks included.
//!
//! ```
//! use msticpy::iocextract::{ExtractOptions, IoCExtract};
//!
//! let extractor = IoCExtract::new();
//! let found = extractor.extract(r"ping evil[.]com > C:\out.txt", &ExtractOptions::default());
//! assert!(found["dns"].contains("evil[.]com"));
//! assert!(found["windows_path"].contains(r"C:\out.txt"));
//! assert_eq!(extractor.get_ioc_type("1.2.3.4"), "ipv4");
//! ```
//!
//! A corrected extractor, with positions, is the crate `iocextract`. Here everything is as the
//! original has it: `999.9.9.9` is an address and an encoded URL is reported twice. But each of
//! its patterns is matched in time linear in the text, also where Python's backtracking takes
//! hours, and nothing depends on calls made before. What differs stands in
//! `testdata/iocextract-deviations.toml`.

mod class;
mod error;
mod grammar;
mod options;
mod patterns;
mod python_regex;
mod refang;
mod scan;
mod text;
mod tld;
mod unquote;

use std::collections::{BTreeMap, BTreeSet};

pub use self::error::Error;
pub use self::options::ExtractOptions;
use self::patterns::{Pattern, Patterns};
use self::python_regex::Custom;
use self::scan::Scan;
use self::text::Text;

/// The extractor: the original's patterns and those that were added.
#[derive(Clone, Debug)]
pub struct IoCExtract {
    plain: Patterns,
    defanged: Patterns,
}

/// An indicator in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DfRow<'a> {
    /// Its type: the original's column `IoCType`.
    pub ioc_type: String,
    /// The indicator: the column `Observable`.
    pub observable: String,
    /// The number of the row, from 0: the column `SourceIndex`.
    pub source_index: usize,
    /// The whole cell: the column `Input`.
    pub input: &'a str,
}

impl Default for IoCExtract {
    fn default() -> Self {
        Self::new()
    }
}

impl IoCExtract {
    /// An extractor with the original's ten types.
    pub fn new() -> Self {
        Self {
            plain: Patterns::builtin(false),
            defanged: Patterns::builtin(true),
        }
    }

    /// Adds a type, or replaces the pattern of one.
    ///
    /// `pattern` is in the syntax of Python's `re`, compiled as the original does: without
    /// regard to case, over several lines, and *verbose*, so that white space and `#` need a
    /// backslash. The lower `priority` wins a string that two types match. With a `group`,
    /// the text of that named group is reported. `defang_pattern` says where the pattern is
    /// used: `Some(true)` in defanged text, `Some(false)` in plain text, `None` in both.
    ///
    /// # Errors
    ///
    /// If the pattern is none, needs a backtracking engine (look-around, back-references), or
    /// lacks the group; or if it replaces `url` and has no group `host`.
    ///
    /// ```
    /// use msticpy::iocextract::{ExtractOptions, IoCExtract};
    ///
    /// let mut extractor = IoCExtract::new();
    /// extractor.add_ioc_type("cve", r"\bCVE-\d{4}-\d{4,}\b", 0, None, None)?;
    /// let found = extractor.extract("fixes cve-2021-44228", &ExtractOptions::default());
    /// assert!(found["cve"].contains("cve-2021-44228"));
    /// # Ok::<(), msticpy::iocextract::Error>(())
    /// ```
    pub fn add_ioc_type(
        &mut self,
        name: &str,
        pattern: &str,
        priority: i32,
        group: Option<&str>,
        defang_pattern: Option<bool>,
    ) -> Result<(), Error> {
        let custom = Custom::new(pattern, group)?;
        if name == "url" && !custom.has_host() {
            return Err(Error::NoSuchGroup("host".to_owned()));
        }
        let pattern = Pattern::custom(name, priority, custom);
        if defang_pattern != Some(false) {
            self.defanged.set(pattern.clone());
        }
        if defang_pattern != Some(true) {
            self.plain.set(pattern);
        }
        Ok(())
    }

    /// The indicators in a string, by type: the original's `extract(src)`.
    ///
    /// Paths of both kinds are among them whatever `include_paths` says.
    pub fn extract(
        &self,
        src: &str,
        options: &ExtractOptions,
    ) -> BTreeMap<String, BTreeSet<String>> {
        let mut by_type: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        if src.trim_matches(text::is_space).is_empty() {
            return by_type;
        }
        let named = options.named();
        let wanted = |name: &str| named.is_none_or(|types| types.iter().any(|kind| kind == name));
        for (name, value) in self.scan(options).run(src, wanted) {
            by_type
                .entry(name.to_owned())
                .or_default()
                .insert(value.into_owned());
        }
        by_type
    }

    /// The indicators in a cell of a data frame, as `(type, value)`, sorted.
    pub fn extract_row(&self, cell: &str, options: &ExtractOptions) -> Vec<(String, String)> {
        let found = self
            .scan(options)
            .run(cell, |name| self.is_for_cells(name, options));
        let rows = found.into_iter();
        let mut rows: Vec<_> = rows
            .map(|(name, value)| (name.to_owned(), value.into_owned()))
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The indicators in the cells of a data frame: the original's `extract_df`.
    ///
    /// Each row is given as its cells, in the order of the columns; a cell that is null has
    /// nothing in it. The original's order within a cell is undefined: here it is sorted.
    ///
    /// ```
    /// use msticpy::iocextract::{ExtractOptions, IoCExtract};
    ///
    /// let rows = [[Some("ping 10.0.0.1"), None], [Some("-"), Some("ping 10.0.0.2")]];
    /// let found = IoCExtract::new().extract_df(rows, &ExtractOptions::default());
    /// assert_eq!(found[1].observable, "10.0.0.2");
    /// assert_eq!(found[1].source_index, 1);
    /// ```
    pub fn extract_df<'a, R>(
        &self,
        rows: impl IntoIterator<Item = R>,
        options: &ExtractOptions,
    ) -> Vec<DfRow<'a>>
    where
        R: IntoIterator<Item = Option<&'a str>>,
    {
        let rows = rows.into_iter().enumerate();
        let cells =
            rows.flat_map(|(index, row)| row.into_iter().flatten().map(move |cell| (index, cell)));
        let found = cells.flat_map(|(source_index, input)| {
            let found = self.extract_row(input, options).into_iter();
            found.map(move |(ioc_type, observable)| DfRow {
                ioc_type,
                observable,
                source_index,
                input,
            })
        });
        found.collect()
    }

    /// Whether the whole of `input` is an indicator of a type, defanged or not.
    ///
    /// `hostname` stands for `dns`, and `file_hash` for the hash that has as many characters.
    ///
    /// # Errors
    ///
    /// If there is no such type, or no hash of that length.
    pub fn validate(&self, input: &str, ioc_type: &str, ignore_tlds: bool) -> Result<bool, Error> {
        self.validate_as(input, ioc_type, ignore_tlds, true)
    }

    /// The same, with or without defanged spellings.
    ///
    /// # Errors
    ///
    /// As for [`validate`](Self::validate).
    pub fn validate_as(
        &self,
        input: &str,
        ioc_type: &str,
        ignore_tlds: bool,
        defanged: bool,
    ) -> Result<bool, Error> {
        let name = match ioc_type {
            "file_hash" => file_hash_type(input),
            "hostname" => "dns",
            _ => ioc_type,
        };
        let known = self.plain.get(name)?;
        let pattern = if defanged {
            self.defanged.get(name)?
        } else {
            known
        };
        let needs_suffix = name == "dns" && !ignore_tlds;
        Ok(pattern.matches_all(&Text::new(input))
            && (!needs_suffix || tld::has_public_suffix(input)))
    }

    /// The type of an observable, if the whole of it is found in it; else `unknown`.
    pub fn get_ioc_type(&self, observable: &str) -> String {
        let found = self
            .scan(&ExtractOptions::default())
            .run(observable, |_| true);
        let whole = found.into_iter().find(|(_, value)| value == observable);
        whole.map_or("unknown", |(name, _)| name).to_owned()
    }

    fn scan(&self, options: &ExtractOptions) -> Scan<'_> {
        Scan {
            patterns: if options.defanged {
                &self.defanged
            } else {
                &self.plain
            },
            hosts: &self.defanged,
            check_tld: !options.ignore_tlds,
            refang: !options.defanged,
        }
    }

    /// Which types the original scans cells for. Unless they are named, a type that was added
    /// for defanged text alone is not among them.
    fn is_for_cells(&self, name: &str, options: &ExtractOptions) -> bool {
        match options.named() {
            Some(types) => types.iter().any(|kind| kind == name),
            None if name == "linux_path" => false,
            None if name == "windows_path" => options.include_paths,
            None => self.plain.get(name).is_ok(),
        }
    }
}

/// The type of a hash by its length, white space around it aside: `md5_hash`, `sha1_hash`,
/// `sha256_hash` or `unknown`. What the characters are does not matter.
///
/// ```
/// # use msticpy::iocextract::file_hash_type;
/// assert_eq!(file_hash_type(&"z".repeat(32)), "md5_hash");
/// ```
pub fn file_hash_type(file_hash: &str) -> &'static str {
    match file_hash.trim_matches(text::is_space).chars().count() {
        32 => "md5_hash",
        40 => "sha1_hash",
        64 => "sha256_hash",
        _ => "unknown",
    }
}
