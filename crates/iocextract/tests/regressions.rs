//! Replays every input of `testdata/regressions`: those that once did harm, and those made to.

use std::{fs, io, path::Path};

use iocextract::{Extractor, Overlap};

#[test]
fn replay() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/regressions");
    let mut replayed = 0;
    for entry in fs::read_dir(folder)? {
        let bytes = fs::read(entry?.path())?;
        let every = Extractor::new().overlap(Overlap::Every).loose(true);
        for extractor in [Extractor::new(), every] {
            let found: Vec<_> = extractor.find_bytes_iter(&bytes).collect();
            let again: Vec<_> = extractor.find_bytes_iter(&bytes).collect();
            assert_eq!(found, again);
            for (offset, ioc) in found {
                let span = bytes.get(offset + ioc.start()..offset + ioc.end());
                assert_eq!(span, Some(ioc.as_str().as_bytes()));
                assert!(!ioc.value().is_empty());
            }
        }
        replayed += 1;
    }
    assert!(replayed > 0, "the folder is not empty");
    Ok(())
}
