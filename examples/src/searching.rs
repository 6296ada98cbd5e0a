//! The options that say which indicators to look for, and which of them are of interest.

use std::path::PathBuf;

use clap::Args;
use iocextract::{Extractor, Filter, Flag, Kind, KindSet, Overlap};
use regex::Regex;

use crate::allow_list;
use crate::error::Error;

/// What to look for, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Search")]
pub struct SearchArgs {
    /// Look for these types only, by the names that are printed: ipv4, domain, sha256, cve, btc, … [default: all]
    #[arg(long, value_delimiter = ',', value_name = "LIST")]
    pub types: Option<Vec<String>>,
    /// Leave out paths
    #[arg(long)]
    pub no_paths: bool,
    /// Leave out what is spelled so that nobody clicks on it
    #[arg(long)]
    pub no_defanged: bool,
    /// Take names for domains whatever they end in
    #[arg(long)]
    pub no_tld_check: bool,
    /// Print indicators inside others too: the host of a URL, the domain of an e-mail address
    #[arg(long)]
    pub every: bool,
    /// Look for a pattern of your own (repeatable)
    #[arg(long, value_parser = pattern, value_name = "NAME=REGEX")]
    pub pattern: Vec<(String, Regex)>,
    /// Leave out the values in this file (repeatable): a MISP warning list, or one value a line
    #[arg(long, value_name = "FILE")]
    pub allow_list: Vec<PathBuf>,
    /// Leave out what has one of these flags: private, reserved, documentation, ambiguous, …
    #[arg(long, value_delimiter = ',', value_parser = flag, value_name = "FLAGS")]
    pub without: Vec<Flag>,
    /// Leave out what is less sure than this, from 0 to 1
    #[arg(long, value_parser = confidence, default_value = "0", value_name = "X")]
    pub min_confidence: f32,
}

impl SearchArgs {
    /// The search.
    pub fn extractor(&self) -> Result<Extractor, Error> {
        let overlap = if self.every {
            Overlap::Every
        } else {
            Overlap::Widest
        };
        let extractor = Extractor::new()
            .kinds(self.kinds()?)
            .overlap(overlap)
            .defanged(!self.no_defanged)
            .check_tld(!self.no_tld_check);
        let patterns = self.pattern.iter();
        Ok(patterns.fold(extractor, |extractor, (name, regex)| {
            extractor.pattern(name, regex.clone(), 0)
        }))
    }

    /// Which of what is found is of interest.
    pub fn filter(&self) -> Result<Filter, Error> {
        let filter = Filter::new().min_confidence(self.min_confidence);
        let filter = self.without.iter().copied().fold(filter, Filter::without);
        self.allow_list.iter().try_fold(filter, |filter, path| {
            Ok(filter.without_listed(allow_list::read(path)?))
        })
    }

    fn kinds(&self) -> Result<KindSet, Error> {
        let kinds = match &self.types {
            None => KindSet::ALL,
            Some(names) => names.iter().try_fold(own_patterns(), |kinds, name| {
                Ok::<_, Error>(kinds.with(kind(name)?))
            })?,
        };
        let paths = KindSet::PATHS.iter().filter(|_| self.no_paths);
        Ok(paths.fold(kinds, KindSet::without))
    }
}

/// The patterns of the caller's own, and no built-in type.
fn own_patterns() -> KindSet {
    KindSet::ALL.iter().fold(KindSet::ALL, KindSet::without)
}

fn kind(name: &str) -> Result<Kind, Error> {
    let fault = || {
        let known: Vec<_> = KindSet::ALL.iter().map(Kind::as_str).collect();
        Error::Usage(format!("--types: `{name}` is none of {}", known.join(" ")))
    };
    name.trim().parse().map_err(|_| fault())
}

fn pattern(text: &str) -> Result<(String, Regex), String> {
    let (name, regex) = text.split_once('=').ok_or("give NAME=REGEX")?;
    Ok((
        name.to_owned(),
        Regex::new(regex).map_err(|error| error.to_string())?,
    ))
}

fn flag(text: &str) -> Result<Flag, String> {
    text.parse()
        .map_err(|error: iocextract::UnknownFlag| error.to_string())
}

fn confidence(text: &str) -> Result<f32, String> {
    let value: Option<f32> = text.parse().ok();
    value
        .filter(|value| (0.0..=1.0).contains(value))
        .ok_or_else(|| "give a number from 0 to 1".to_owned())
}
