//! Replays every input that once did harm: nothing panics, and two runs are equal.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

use b64unpack::Unpacker;

#[test]
fn replay() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/regressions");
    let mut replayed = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for container in [false, true] {
            let unpacker = Unpacker::new()
                .container_input(container)
                .min_confidence(0.0);
            let (one, two) = (unpacker.unpack(&bytes), unpacker.unpack(&bytes));
            assert_eq!(one.problems(), two.problems(), "{}", path.display());
            assert!(
                one.iter()
                    .map(|p| p.bytes())
                    .eq(two.iter().map(|p| p.bytes())),
                "{}",
                path.display()
            );
        }
        replayed += 1;
    }
    assert!(replayed > 0, "the folder is not empty");
}
