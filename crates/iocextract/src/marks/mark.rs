//! What a separator is like.

/// A separator that stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its length in bytes.
    pub(crate) len: usize,
    /// Whether it is anything but the plain sign.
    pub(crate) defanged: bool,
    /// Whether a closing bracket belongs to the text after it, as in `.[com]`.
    pub(crate) opens: bool,
}

impl Mark {
    pub(super) const PLAIN: Option<Mark> = Some(Mark {
        len: 1,
        defanged: false,
        opens: false,
    });

    /// A dot and a bracket that closes after the label.
    pub(super) fn opening() -> Option<Mark> {
        Some(Mark {
            len: 2,
            defanged: true,
            opens: true,
        })
    }

    pub(super) fn defanged(len: usize) -> Option<Mark> {
        Some(Mark {
            len,
            defanged: true,
            opens: false,
        })
    }
}
