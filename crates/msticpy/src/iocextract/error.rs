/// Why a call was refused. The texts that are searched never are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No pattern of this name, or none for this spelling of indicators.
    #[error("unknown indicator type {0:?}")]
    UnknownType(String),
    /// The pattern is not a regular expression in Python's syntax.
    #[error("not a regular expression: {reason}, at character {at}")]
    Syntax {
        /// What is wrong.
        reason: &'static str,
        /// Where, in characters from the start of the pattern.
        at: usize,
    },
    /// Python takes the pattern, but it cannot be matched in linear time.
    #[error("{what} cannot be matched in linear time, at character {at}")]
    Unsupported {
        /// The construct, such as "a look-around".
        what: &'static str,
        /// Where, in characters from the start of the pattern.
        at: usize,
    },
    /// The engine refused the pattern, by its size for example.
    #[error("the pattern was refused: {0}")]
    Refused(String),
    /// The pattern has no group of this name.
    #[error("the pattern has no group named {0:?}")]
    NoSuchGroup(String),
}
