//! Text that knows what was planted in it.
//!
//! The sample data's ground truth is complete because text is only ever built here: a template
//! declares each indicator and payload by the very call that writes it, with its position.

use std::ops::Range;

use super::payload::Payload;

/// The kinds of indicator, by the names that findings carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Ipv4,
    Ipv6,
    Domain,
    Url,
    Email,
    Md5,
    Sha1,
    Sha256,
    WindowsPath,
    LinuxPath,
    /// One that few templates plant, by its name.
    Rare(&'static str),
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Domain => "domain",
            Self::Url => "url",
            Self::Email => "email",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::WindowsPath => "windows_path",
            Self::LinuxPath => "linux_path",
            Self::Rare(name) => name,
        }
    }
}

/// An indicator to plant.
#[derive(Clone, Debug)]
pub(super) struct Ioc {
    pub(super) kind: Kind,
    /// As it stands in the text.
    pub(super) raw: String,
    /// Refanged and normalised.
    pub(super) value: String,
    /// How it is found: "plain", or "url-decoded" for one that stands percent-encoded in a URL.
    pub(super) via: &'static str,
    /// Whether `raw` is a defanged spelling.
    pub(super) defanged: bool,
}

impl Ioc {
    /// An indicator that stands as it is.
    pub(super) fn plain(kind: Kind, value: impl Into<String>) -> Self {
        let value = value.into();
        Self {
            kind,
            raw: value.clone(),
            value,
            via: "plain",
            defanged: false,
        }
    }

    /// A defanged spelling of `value`.
    pub(super) fn defanged(kind: Kind, raw: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind,
            raw: raw.into(),
            value: value.into(),
            via: "plain",
            defanged: true,
        }
    }

    /// Another spelling of `value` that is no defanging: upper case, not abbreviated.
    pub(super) fn spelled(kind: Kind, raw: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind,
            raw: raw.into(),
            value: value.into(),
            via: "plain",
            defanged: false,
        }
    }
}

/// An indicator and where it stands.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) range: Range<usize>,
    pub(super) ioc: Ioc,
}

/// Text under construction, with all that it holds.
#[derive(Debug, Default)]
pub(super) struct Script {
    text: String,
    indicators: Vec<Placed>,
    payloads: Vec<(Range<usize>, Payload)>,
}

impl Script {
    /// Text that holds nothing.
    pub(super) fn new(text: &str) -> Self {
        Self::default().text(text)
    }

    /// Appends text that holds nothing.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Appends an indicator.
    pub(super) fn ioc(mut self, ioc: Ioc) -> Self {
        let range = self.append(&ioc.raw.clone());
        self.indicators.push(Placed { range, ioc });
        self
    }

    /// Appends an indicator with another one inside it, which is found for itself.
    pub(super) fn ioc_with(mut self, outer: Ioc, inner: Ioc) -> Self {
        let range = self.append(&outer.raw.clone());
        let offset = outer.raw.find(&inner.raw).unwrap_or_default();
        let start = range.start + offset;
        let inner_range = start..start + inner.raw.len();
        self.indicators.push(Placed { range, ioc: outer });
        self.indicators.push(Placed {
            range: inner_range,
            ioc: inner,
        });
        self
    }

    /// Appends an encoded payload.
    pub(super) fn payload(self, payload: Payload) -> Self {
        let encoded = payload.encoded();
        self.payload_as(payload, &encoded)
    }

    /// Appends an encoded payload whose symbols are laid out in another way, as over lines.
    pub(super) fn payload_as(mut self, payload: Payload, encoded: &str) -> Self {
        let range = self.append(encoded);
        self.payloads.push((range, payload));
        self
    }

    /// Appends an indicator that ends with a payload, which begins `offset` bytes into it.
    pub(super) fn ioc_around(mut self, outer: Ioc, offset: usize, payload: Payload) -> Self {
        let range = self.append(&outer.raw.clone());
        self.payloads
            .push((range.start + offset..range.end, payload));
        self.indicators.push(Placed { range, ioc: outer });
        self
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn indicators(&self) -> &[Placed] {
        &self.indicators
    }

    pub(super) fn payloads(&self) -> &[(Range<usize>, Payload)] {
        &self.payloads
    }

    fn append(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }
}
