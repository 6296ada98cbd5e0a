//! What a search is asked for.

use crate::{kind::KindSet, style::Styles};

/// What happens to an indicator that lies inside another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Overlap {
    /// The widest wins: a URL stands for its host, a path for the digest in it. A URL that another
    /// URL carries whole, as redirectors do, is told of all the same; so are a URL in a user agent,
    /// and what a YARA rule quotes.
    #[default]
    Widest,
    /// Each is told of, with the one that holds it as its parent.
    Every,
}

/// The settings that recognisers read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    pub(crate) kinds: KindSet,
    pub(crate) overlap: Overlap,
    /// Read defanged spellings.
    pub(crate) defanged: bool,
    /// Which of them.
    pub(crate) styles: Styles,
    /// Ask for a public suffix, and for more than what a file name shows.
    pub(crate) check_tld: bool,
    /// The line is one indicator or none: its ends are as good as quotes.
    pub(crate) whole: bool,
}

impl Options {
    /// Whether spellings are read that need signs of their own to be looked at.
    pub(crate) fn is_loose(&self) -> bool {
        self.defanged && self.styles.intersects(Styles::LOOSE)
    }

    pub(crate) const DEFAULT: Options = Options {
        kinds: KindSet::ALL,
        overlap: Overlap::Widest,
        defanged: true,
        styles: Styles::DEFAULT,
        check_tld: true,
        whole: false,
    };
}
