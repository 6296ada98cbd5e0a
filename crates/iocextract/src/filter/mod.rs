//! Which of the indicators that were found are of interest.

mod list_type;
mod networks;
mod warning_list;

pub use list_type::ListType;
pub use warning_list::{BadEntry, WarningList};

use crate::{flags::Flag, flags::Flags, indicator::Indicator, kind::Kind};

/// What to leave out: by confidence, by flag, and by lists of values that are known.
///
/// Nothing is left out by the search itself: private and reserved addresses are indicators with a
/// flag. A filter is the caller's choice.
///
/// ```
/// use iocextract::{Extractor, Filter, Flag, ListType, WarningList};
///
/// let known = WarningList::new(ListType::Hostname, ["example.com"])?;
/// let filter = Filter::new().min_confidence(0.5).without(Flag::Private).without_listed(known);
/// let text = "10.0.0.1, 9.9.9.9, www.example.com and evil.com";
/// let found = iocextract::find_iter(text).filter(|ioc| filter.keeps(ioc));
/// assert_eq!(found.map(|ioc| ioc.as_str()).collect::<Vec<_>>(), ["9.9.9.9", "evil.com"]);
/// # Ok::<(), iocextract::BadEntry>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Filter {
    min_confidence: f32,
    without: Flags,
    lists: Vec<WarningList>,
}

impl Filter {
    /// A filter that keeps everything.
    pub const fn new() -> Filter {
        Filter {
            min_confidence: 0.0,
            without: Flags::NONE,
            lists: Vec::new(),
        }
    }

    /// Leaves out what is less sure than this.
    #[must_use]
    pub const fn min_confidence(mut self, confidence: f32) -> Filter {
        self.min_confidence = confidence;
        self
    }

    /// Leaves out what has this flag; each call adds one.
    #[must_use]
    pub const fn without(mut self, flag: Flag) -> Filter {
        self.without = self.without.with(flag);
        self
    }

    /// Leaves out what is on this list; each call adds one.
    #[must_use]
    pub fn without_listed(mut self, list: WarningList) -> Filter {
        self.lists.push(list);
        self
    }

    /// Whether the indicator is of interest. Those that it holds are judged on their own.
    pub fn keeps(&self, ioc: &Indicator<'_>) -> bool {
        ioc.confidence() >= self.min_confidence
            && !ioc.flags().intersects(self.without)
            && (self.lists.is_empty() || !self.lists(ioc.kind(), &ioc.value()))
    }

    /// Whether this value is on one of the lists.
    pub fn lists(&self, kind: Kind, value: &str) -> bool {
        self.lists.iter().any(|list| list.contains(kind, value))
    }
}
