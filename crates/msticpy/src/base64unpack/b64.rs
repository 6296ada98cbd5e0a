//! Python's `base64.b64decode` without `validate`, for what a candidate can hold.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// The bytes; `None` where `binascii` raises an error: too few padding characters.
///
/// Line ends are dropped. Padding may stand where none is needed.
pub(super) fn decode(candidate: &str) -> Option<Vec<u8>> {
    let data = candidate.trim_end_matches('=');
    let padding = candidate.len() - data.len();
    let symbols: Vec<u8> = data
        .bytes()
        .filter(|byte| !matches!(byte, b'\r' | b'\n'))
        .collect();
    let enough = match symbols.len() % 4 {
        0 => true,
        2 => padding >= 2,
        3 => padding >= 1,
        _ => false,
    };
    if enough {
        ENGINE.decode(symbols).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn padding_as_in_python() {
        assert_eq!(decode("YWJj=="), Some(b"abc".to_vec()));
        assert_eq!(decode("YW\nJ="), Some(b"ab".to_vec()));
        assert_eq!(
            decode("YX=="),
            Some(b"a".to_vec()),
            "bits that are left over"
        );
        assert_eq!(decode("YQ="), None);
        assert_eq!(decode("YQ"), None);
        assert_eq!(decode("YWJjZ=="), None);
    }
}
