//! The tree is a tree, spans lie in the parent, and every limit that was set holds.

#![no_main]

use b64unpack::{Limits, Unpacker};
use libfuzzer_sys::fuzz_target;

const DEPTH: u32 = 4;
const TOTAL: u64 = 1 << 20;

fuzz_target!(|data: &[u8]| {
    let Some((switch, data)) = data.split_first() else {
        return;
    };
    let limits = Limits::DEFAULT.depth(DEPTH).total_bytes(TOTAL);
    let unpacker = Unpacker::new()
        .limits(limits)
        .container_input(switch % 2 == 0);
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
