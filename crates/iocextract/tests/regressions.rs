//! Replays every input of `testdata/regressions`: those that once did harm, and those made to.

use std::{fs, io, path::Path};

use iocextract::{Extractor, Kind, Overlap, defang, refang};

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
                let value = ioc.value();
                assert!(!value.is_empty());
                let back = extractor.classify(&value).map(|ioc| ioc.kind());
                assert!(
                    back == Some(ioc.kind()) || ioc.kind() == Kind::UserAgent,
                    "{ioc:?}"
                );
                let defanged = defang(ioc.kind(), &value);
                assert_eq!(refang(ioc.kind(), &defanged), value);
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        for kind in Kind::BUILT_IN {
            let once = refang(kind, &text);
            assert_eq!(refang(kind, &once), once, "{kind}");
        }
        replayed += 1;
    }
    assert!(replayed > 0, "the folder is not empty");
    Ok(())
}
