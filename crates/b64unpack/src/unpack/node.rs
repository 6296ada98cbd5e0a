//! What was found, as the tree keeps it; parent and depth are the driver's to fill in.

use std::sync::OnceLock;

use crate::formats::{Fault, Format, Member};
use crate::identify::identify;
use crate::reason::Reasons;
use crate::scan::Found;
use crate::tree::{Node, Source};

/// A decoded candidate.
pub(super) fn encoded(found: Found) -> (Node, Vec<Fault>) {
    let node = Node {
        parent: None,
        sibling: None,
        depth: 0,
        source: Source::Encoded {
            range: found.range,
            encoding: found.encoding,
            key: found.key,
        },
        bytes: found.bytes,
        text: found.text.into(),
        file_type: found.file_type,
        confidence: found.confidence,
        reasons: found.reasons,
        truncated: found.truncated,
        keyless: found.keyless,
    };
    (node, found.faults)
}

/// The member in place `index` of a container.
pub(super) fn unpacked(
    member: Member,
    format: &dyn Format,
    index: usize,
    confidence: f32,
) -> (Node, Vec<Fault>) {
    let node = Node {
        parent: None,
        sibling: None,
        depth: 0,
        source: Source::Member {
            format: format.name(),
            named: format.has_names(),
            name: member.name,
            index,
        },
        text: OnceLock::new(),
        file_type: identify(&member.bytes),
        bytes: member.bytes,
        confidence,
        reasons: Reasons::NONE,
        truncated: member.truncated,
        keyless: false,
    };
    (node, member.faults)
}
