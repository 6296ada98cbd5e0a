//! One line of an export.

use std::{borrow::Cow, collections::HashSet};

use crate::{flags::Flags, indicator::Indicator, kind::Kind};

/// What an export says about an indicator: not where it stood, but what it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry<'a> {
    /// Its kind. Patterns of the caller's own go into CSV and into MISP as text.
    pub kind: Kind,
    /// Its value, refanged and normalised.
    pub value: Cow<'a, str>,
    /// What is worth knowing beside the kind.
    pub flags: Flags,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

impl Entry<'_> {
    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Entry<'static> {
        Entry {
            kind: self.kind,
            value: Cow::Owned(self.value.into_owned()),
            flags: self.flags,
            confidence: self.confidence,
        }
    }
}

impl<'h> From<&Indicator<'h>> for Entry<'h> {
    fn from(ioc: &Indicator<'h>) -> Entry<'h> {
        Entry {
            kind: ioc.kind(),
            value: ioc.value(),
            flags: ioc.flags(),
            confidence: ioc.confidence(),
        }
    }
}

/// The entries without those whose kind and value came before.
pub(super) fn unique<'a>(
    entries: impl IntoIterator<Item = Entry<'a>>,
) -> impl Iterator<Item = Entry<'a>> {
    let mut seen = HashSet::new();
    entries
        .into_iter()
        .filter(move |entry| seen.insert((entry.kind, entry.value.clone())))
}
