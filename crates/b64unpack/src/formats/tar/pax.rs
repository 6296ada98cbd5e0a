//! pax records: `LENGTH KEY=VALUE\n`, one behind the other (POSIX.1-2008, pax).

/// The records that matter here. Values are data and taken as they stand; an empty one takes back
/// what a global record said, so that the header's own field holds.
#[derive(Clone, Copy, Default)]
pub(super) struct Pax<'a> {
    path: Option<&'a [u8]>,
    size: Option<Option<u64>>,
    /// GNU: the size with all holes.
    pub(super) real_size: Option<u64>,
    /// GNU: the file is sparse.
    pub(super) sparse: bool,
}

impl<'a> Pax<'a> {
    /// The records, and whether all of them are well formed.
    pub(super) fn parse(mut body: &'a [u8]) -> (Pax<'a>, bool) {
        let mut pax = Pax::default();
        let mut good = true;
        while body.iter().any(|&byte| byte != 0) {
            let Some((key, value, rest)) = record(body) else {
                return (pax, false);
            };
            good &= pax.set(key, value);
            body = rest;
        }
        (pax, good)
    }

    pub(super) fn path(&self) -> Option<&'a [u8]> {
        self.path.filter(|path| !path.is_empty())
    }

    pub(super) fn size(&self) -> Option<u64> {
        self.size.flatten()
    }

    /// Whether there are records about a name or a size.
    pub(super) fn is_empty(&self) -> bool {
        self.path.is_none() && self.size.is_none() && !self.sparse
    }

    /// These records, and those of `other` where these say nothing.
    pub(super) fn over(self, other: Pax<'a>) -> Pax<'a> {
        Pax {
            path: self.path.or(other.path),
            size: self.size.or(other.size),
            real_size: self.real_size.or(other.real_size),
            sparse: self.sparse || other.sparse,
        }
    }

    fn set(&mut self, key: &[u8], value: &'a [u8]) -> bool {
        match key {
            b"path" if self.sparse && self.path.is_some() => {}
            b"path" | b"GNU.sparse.name" => self.path = Some(value),
            b"size" if value.is_empty() => self.size = Some(None),
            b"size" => {
                self.size = number(value).map(Some);
                return self.size.is_some();
            }
            b"GNU.sparse.realsize" | b"GNU.sparse.size" => {
                self.sparse = true;
                self.real_size = number(value);
                return self.real_size.is_some();
            }
            _ if key.starts_with(b"GNU.sparse.") => self.sparse = true,
            _ => {}
        }
        true
    }
}

/// The first record's key and value, and what follows it.
fn record(body: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    // The longest length has 20 digits; no more is looked at.
    let head = body.get(..21).unwrap_or(body);
    let space = memchr::memchr(b' ', head)?;
    let len = usize::try_from(number(body.get(..space)?)?).ok()?;
    let (record, rest) = body.split_at_checked(len)?;
    let pair = record.get(space + 1..)?.strip_suffix(b"\n")?;
    let equals = memchr::memchr(b'=', pair)?;
    Some((pair.get(..equals)?, pair.get(equals + 1..)?, rest))
}

fn number(digits: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(digits).ok()?;
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}
