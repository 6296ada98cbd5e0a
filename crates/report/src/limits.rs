//! [`Limits`]: how much of what was found a page holds.

/// How much is kept to be shown. Everything is counted, whether it is kept or not, and the page says
/// what it does not show.
///
/// Fields may be added: end a literal with `..Limits::default()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Different events.
    pub events: usize,
    /// Bytes of all events together, about. Those without payloads may use half of them.
    pub bytes: usize,
    /// Bytes of the text of a cell or of a payload.
    pub text: usize,
    /// First bytes of a payload, for a look at them.
    pub head: usize,
    /// Payloads of one event.
    pub payloads: usize,
    /// Different indicators.
    pub indicators: usize,
    /// Rows and chains that are listed of one event or indicator.
    pub places: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            events: 200_000,
            bytes: 48 << 20,
            text: 16 << 10,
            head: 256,
            payloads: 200,
            indicators: 100_000,
            places: 20,
        }
    }
}
