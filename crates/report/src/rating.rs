//! [`Rating`]: what to read first.

/// How soon somebody should look at an event. It orders the reading, it is no verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// Nothing is hidden in it.
    #[default]
    Plain,
    /// Something is encoded.
    Low,
    /// Under several layers, or not all of it could be read.
    Medium,
    /// A program is hidden in it, or an address on the open network.
    High,
}

impl Level {
    /// All of them, from the least on.
    pub const ALL: [Level; 4] = [Level::Plain, Level::Low, Level::Medium, Level::High];

    /// `plain`, `low`, `medium`, `high`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Plain => "plain",
            Level::Low => "low",
            Level::Medium => "medium",
            Level::High => "high",
        }
    }
}

/// A level, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rating {
    /// The level.
    pub level: Level,
    /// A few words each, the weightiest first.
    pub reasons: Vec<String>,
}
