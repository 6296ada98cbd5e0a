//! Zip

use super::{Format, FormatError, MemberSink};

/// The zip format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Zip;

impl Format for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn recognise(&self, _bytes: &[u8]) -> bool {
        false
    }

    fn members(&self, _bytes: &[u8], _sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        Err(FormatError::NotThis)
    }
}
