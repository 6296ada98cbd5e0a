//! The ways in which indicators are spelled so as not to be live links.

macro_rules! styles {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// One way of defanging.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Style { $($(#[$doc])* $variant,)* }

        impl Style {
            /// Every style.
            pub const ALL: &'static [Style] = &[$(Style::$variant,)*];

            /// The name used in output.
            pub const fn name(self) -> &'static str {
                match self { $(Style::$variant => $name,)* }
            }
        }
    };
}

styles! {
    /// Another word for the scheme: `hxxp`, `h**p`, `meow`, `fxp`.
    Scheme = "scheme";
    /// A sign between scheme and host in brackets: `http[:]//`, `http[://]`.
    SchemeSign = "scheme-sign";
    /// The scheme's name in brackets: `[http]://`.
    SchemeBrackets = "scheme-brackets";
    /// Backslashes after the scheme: `http:\\`.
    Backslashes = "backslashes";
    /// No colon after the scheme: `http__`, `http//`.
    NoColon = "no-colon";
    /// Spaces around the separators of a URL: `http:// evil .com /a`.
    Gaps = "gaps";
    /// A dot or an at sign in square brackets: `[.]`, `[@]`, `[,]`.
    Square = "square";
    /// A dot or an at sign in round brackets: `(.)`.
    Round = "round";
    /// A dot or an at sign in curly brackets: `{.}`.
    Curly = "curly";
    /// A dot or an at sign in angle brackets: `<.>`.
    Angle = "angle";
    /// The word in brackets: `[dot]`, `(at)`.
    Word = "word";
    /// One bracket without the other, or around a label: `[.com`, `.]com`, `.[com]`.
    HalfBracket = "half-bracket";
    /// Empty brackets before a name that programs do not use: `evil[]com`.
    EmptyBrackets = "empty-brackets";
    /// Spaces around a separator in brackets: ` [.] `.
    Spaced = "spaced";
    /// A backslash before a dot: `evil\.com`.
    Backslash = "backslash";
    /// The full stops that IDNA maps to a dot: `evil。com`.
    WideStop = "wide-stop";
    /// Percent-encoding: `evil%2Ecom`, `http%3A%2F%2F`.
    Percent = "percent";
    /// References of HTML and escapes of programs: `&#46;`, `\u002e`.
    Escape = "escape";
    /// A whole URL in Base64.
    Base64 = "base64";
    /// A whole URL in hexadecimal.
    Hex = "hex";
    /// The words alone: ` dot `, ` at `. Only when asked for.
    BareWord = "bare-word";
    /// Empty brackets before any name: `evil[]io`. Only when asked for.
    AnyEmptyBrackets = "any-empty-brackets";
    /// Commas between the octets of an address: `8,8,4,4`. Only when asked for.
    Commas = "commas";
}

/// A set of [`Style`]s.
///
/// ```
/// use iocextract::{Extractor, Style, Styles};
///
/// let square = Extractor::new().styles(Styles::NONE.with(Style::Square));
/// assert!(square.find("evil[.]com").is_some());
/// assert!(square.find("evil(.)com").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Styles(u32);

impl Styles {
    /// No style.
    pub const NONE: Styles = Styles(0);
    /// Those that prose and data use for other things.
    pub const LOOSE: Styles = Styles::NONE
        .with(Style::BareWord)
        .with(Style::AnyEmptyBrackets)
        .with(Style::Commas);
    /// Every style.
    pub const ALL: Styles = Styles((1 << (Style::Commas as u32 + 1)) - 1);
    /// Every style but those of [`Styles::LOOSE`].
    pub const DEFAULT: Styles = Styles(Styles::ALL.0 & !Styles::LOOSE.0);

    /// This set and `style`.
    #[must_use]
    pub const fn with(self, style: Style) -> Styles {
        Styles(self.0 | 1 << style as u32)
    }

    /// This set without `style`.
    #[must_use]
    pub const fn without(self, style: Style) -> Styles {
        Styles(self.0 & !(1 << style as u32))
    }

    /// Whether `style` is in the set.
    pub const fn contains(self, style: Style) -> bool {
        self.0 & (1 << style as u32) != 0
    }

    /// What is in either set.
    #[must_use]
    pub const fn union(self, other: Styles) -> Styles {
        Styles(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    pub(crate) const fn minus(self, other: Styles) -> Styles {
        Styles(self.0 & !other.0)
    }

    /// Whether the sets have a style in common.
    pub(crate) const fn intersects(self, other: Styles) -> bool {
        self.0 & other.0 != 0
    }
}
