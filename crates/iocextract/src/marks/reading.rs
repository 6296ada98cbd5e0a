//! How a text is read.

use crate::{
    options::Options,
    style::{Style, Styles},
};

/// Which spellings of a separator count.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub(crate) defanged: bool,
    pub(crate) styles: Styles,
    /// Read a space before a dot, as in `evil .com`: where a space before the host says that a
    /// mail gateway put spaces into a URL.
    pub(crate) gaps: bool,
}

impl Reading {
    /// All of them.
    pub(crate) const ALL: Reading = Reading {
        defanged: true,
        styles: Styles::ALL,
        gaps: false,
    };

    /// Whether `style` is read.
    pub(crate) fn reads(self, style: Style) -> bool {
        self.defanged && self.styles.contains(style)
    }

    /// Whether separators in brackets of this kind are read.
    pub(super) fn reads_bracket(self, open: u8) -> bool {
        self.reads(match open {
            b'[' => Style::Square,
            b'(' => Style::Round,
            b'{' => Style::Curly,
            _ => Style::Angle,
        })
    }
}

impl From<Options> for Reading {
    fn from(options: Options) -> Reading {
        Reading {
            defanged: options.defanged,
            styles: options.styles,
            gaps: false,
        }
    }
}
