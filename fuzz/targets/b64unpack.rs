//! The tree is a tree, spans lie in the parent, and every limit that was set holds; for the search
//! through text in every encoding, and for each reader of a format alone.

#![no_main]

use b64unpack::{Encodings, Limits, Unpacker, formats};
use libfuzzer_sys::fuzz_target;

const DEPTH: u32 = 4;
const TOTAL: u64 = 1 << 20;

fuzz_target!(|data: &[u8]| {
    let Some((switch, data)) = data.split_first() else {
        return;
    };
    let limits = Limits::DEFAULT.depth(DEPTH).total_bytes(TOTAL);
    let unpacker = unpacker(*switch).limits(limits);
    let tree = unpacker.unpack(data);
    let mut total = 0;
    for payload in tree.iter() {
        let parent = payload.parent().and_then(|id| tree.get(id));
        let searched = parent.map_or(data, |parent| parent.bytes());
        assert_eq!(
            payload.depth(),
            parent.map_or(0, |parent| parent.depth()) + 1
        );
        assert!(payload.depth() <= DEPTH);
        assert!((0.0..=1.0).contains(&payload.confidence()));
        if let Some(range) = payload.range() {
            assert!(range.start < range.end && range.end <= searched.len());
        }
        total += payload.bytes().len() as u64;
        let _ = (
            payload.file_type(),
            payload.text().map(|text| text.to_str().len()),
        );
        let _ = payload.chain().to_string();
    }
    assert!(total <= TOTAL);
    for problem in tree.problems() {
        assert!(!problem.to_string().is_empty());
    }
    assert_eq!(unpacker.unpack(data).len(), tree.len());
});

/// What the first byte chooses: the search by default and through every encoding, in text and in a
/// file, then one reader after the other.
fn unpacker(switch: u8) -> Unpacker<'static> {
    let base = Unpacker::new().passwords(&[b"infected", b"", b"secret"]);
    match usize::from(switch).checked_sub(4) {
        None => base
            .container_input(switch % 2 == 0)
            .encodings(if switch < 2 {
                Encodings::DEFAULT
            } else {
                Encodings::ALL
            })
            .min_confidence(if switch == 3 { 0.0 } else { 0.5 }),
        Some(number) => match formats::ALL.get(number % formats::ALL.len()) {
            Some(format) => base.input_format(format.name()),
            None => base,
        },
    }
}
