//! Reference data that are not in this repository.

use std::path::{Path, PathBuf};

/// The folder of reference data, or `None` (said aloud) where there is none outside CI.
pub(crate) fn shared(what: &str) -> Option<PathBuf> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let given = std::env::var_os("CHAFFINCH_SHARED").unwrap_or_else(|| "../shared".into());
    let path = Path::new(root).join(given).join(what);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "no {}", path.display());
    eprintln!("skipped: {what} (no shared data at {})", path.display());
    None
}
