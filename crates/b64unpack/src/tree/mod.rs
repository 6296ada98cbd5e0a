//! What came out: payloads in one arena, parents before children, and the problems met.

mod payload;

use std::ops::Range;
use std::sync::OnceLock;

#[cfg(feature = "digest")]
use crate::digest::DigestSet;
use crate::encoding::Encoding;
use crate::identify::FileType;
use crate::payload_id::PayloadId;
use crate::problem::Problem;
use crate::reason::Reasons;
use crate::text::TextEncoding;

pub use payload::{Origin, Payload};

/// All payloads of one input, and what was wrong with it.
///
/// ```
/// let tree = b64unpack::unpack("run: cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA=");
/// let payload = tree.iter().next().unwrap();
/// assert_eq!(payload.text().unwrap().to_str(), "ping  microsoft.com -n 15 ");
/// assert_eq!(payload.range(), Some(5..41));
/// ```
#[derive(Debug, Default)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) problems: Vec<Problem>,
}

/// A payload as it is kept.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) parent: Option<PayloadId>,
    /// The next payload with the same parent.
    pub(crate) sibling: Option<PayloadId>,
    pub(crate) depth: u32,
    pub(crate) source: Source,
    pub(crate) bytes: Vec<u8>,
    /// Of a member it is not known before it is asked for.
    pub(crate) text: OnceLock<Option<TextEncoding>>,
    pub(crate) file_type: Option<FileType>,
    pub(crate) confidence: f32,
    pub(crate) reasons: Reasons,
    pub(crate) truncated: bool,
    /// Whether it was seen that no key makes sense of the bytes.
    pub(crate) keyless: bool,
}

/// Where a payload comes from, as it is kept.
#[derive(Debug)]
pub(crate) enum Source {
    Encoded {
        range: Range<usize>,
        encoding: Encoding,
        key: Option<u8>,
    },
    Member {
        format: &'static str,
        named: bool,
        name: Vec<u8>,
        index: usize,
    },
}

impl Tree {
    /// Every payload: parents before children, siblings in the order of their places.
    pub fn iter(&self) -> impl Iterator<Item = Payload<'_>> {
        (0..self.nodes.len()).filter_map(|index| self.get(PayloadId::new(index)))
    }

    /// The number of payloads.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The payload with this number.
    pub fn get(&self, id: PayloadId) -> Option<Payload<'_>> {
        Payload::new(&self.nodes, id)
    }

    /// The payloads found in the input itself.
    pub fn roots(&self) -> impl Iterator<Item = Payload<'_>> {
        self.chain_from(self.get(PayloadId::new(0)))
    }

    /// The payloads found in one payload.
    pub fn children(&self, id: PayloadId) -> impl Iterator<Item = Payload<'_>> {
        // The first child follows its parent directly.
        let first = self.get(PayloadId::new(id.index() + 1));
        self.chain_from(first.filter(|child| child.parent() == Some(id)))
    }

    /// What was wrong, in the order in which it was met.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The digests of every payload, in the order of [`iter`](Tree::iter): faster than asking one
    /// payload after the other; for many trees, [`DigestSet::of_each`] is faster still.
    ///
    /// ```
    /// let tree = b64unpack::unpack("a cGluZyAgbWljcm9zb2Z0LmNvbSAtbiAxNSA= b");
    /// let payload = tree.iter().next().unwrap();
    /// assert_eq!(tree.digests()[payload.id().index()].sha1(), payload.digests().sha1());
    /// ```
    #[cfg(feature = "digest")]
    pub fn digests(&self) -> Vec<DigestSet> {
        DigestSet::of_each(self.nodes.iter().map(|node| node.bytes.as_slice()))
    }

    /// Bytes that are kept, about.
    pub(crate) fn footprint(&self) -> usize {
        let nodes = self
            .nodes
            .iter()
            .map(|node| size_of::<Node>() + node.bytes.len());
        nodes.sum::<usize>() + self.problems.len() * size_of::<Problem>()
    }

    fn chain_from<'t>(
        &'t self,
        first: Option<Payload<'t>>,
    ) -> impl Iterator<Item = Payload<'t>> + use<'t> {
        std::iter::successors(first, |payload| {
            let node = self.nodes.get(payload.id().index())?;
            self.get(node.sibling?)
        })
    }
}
