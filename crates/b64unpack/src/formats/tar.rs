//! Tar

use super::{Format, FormatError, MemberSink};

/// The tar format.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tar;

impl Format for Tar {
    fn name(&self) -> &'static str {
        "tar"
    }

    fn recognise(&self, _bytes: &[u8]) -> bool {
        false
    }

    fn members(&self, _bytes: &[u8], _sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        Err(FormatError::NotThis)
    }
}
