//! One payload, as a view into its tree.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

#[cfg(feature = "digest")]
use crate::digest::Digests;
use crate::encoding::Encoding;
use crate::identify::FileType;
use crate::payload_id::PayloadId;
use crate::reason::Reasons;
use crate::text::Text;

use super::{Node, Source};

/// Something that was decoded or unpacked.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    nodes: &'a [Node],
    node: &'a Node,
    id: PayloadId,
}

/// Where a payload comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin<'a> {
    /// Decoded from a span of its parent's bytes.
    #[non_exhaustive]
    Encoded {
        /// The span.
        range: Range<usize>,
        /// How it is encoded.
        encoding: Encoding,
    },
    /// A member of its parent, which is a container.
    #[non_exhaustive]
    Member {
        /// The format of the container.
        format: &'static str,
        /// The name as it stands there, cut at the limit for names. Data, never a path.
        name: &'a [u8],
        /// The place among the members, from 0.
        index: usize,
    },
}

impl<'a> Payload<'a> {
    pub(crate) fn new(nodes: &'a [Node], id: PayloadId) -> Option<Payload<'a>> {
        let node = nodes.get(id.index())?;
        Some(Payload { nodes, node, id })
    }

    /// Its number in the tree.
    pub fn id(&self) -> PayloadId {
        self.id
    }

    /// The payload it was found in; `None` where that is the input.
    pub fn parent(&self) -> Option<PayloadId> {
        self.node.parent
    }

    /// 1 for what the input itself holds.
    pub fn depth(&self) -> u32 {
        self.node.depth
    }

    /// Where it comes from.
    pub fn origin(&self) -> Origin<'a> {
        match &self.node.source {
            Source::Encoded {
                range, encoding, ..
            } => Origin::Encoded {
                range: range.clone(),
                encoding: *encoding,
            },
            Source::Member {
                format,
                name,
                index,
                ..
            } => Origin::Member {
                format,
                name,
                index: *index,
            },
        }
    }

    /// The byte span in the parent's bytes; `None` for a member of a container.
    pub fn range(&self) -> Option<Range<usize>> {
        match &self.node.source {
            Source::Encoded { range, .. } => Some(range.clone()),
            Source::Member { .. } => None,
        }
    }

    /// How it was encoded; `None` for a member of a container.
    pub fn encoding(&self) -> Option<Encoding> {
        match self.node.source {
            Source::Encoded { encoding, .. } => Some(encoding),
            Source::Member { .. } => None,
        }
    }

    /// The byte with which every byte was combined, where the encoding is [`Encoding::Xor`].
    pub fn key(&self) -> Option<u8> {
        match self.node.source {
            Source::Encoded { key, .. } => key,
            Source::Member { .. } => None,
        }
    }

    /// The member's name, with U+FFFD for what is not UTF-8; `None` if it has no name.
    pub fn member_name(&self) -> Option<Cow<'a, str>> {
        match &self.node.source {
            Source::Encoded { .. } => None,
            Source::Member {
                named: false, name, ..
            } if name.is_empty() => None,
            Source::Member { name, .. } => Some(String::from_utf8_lossy(name)),
        }
    }

    /// The way from the input to it, such as `base64>gzip>zip:a.txt`.
    pub fn chain(&self) -> impl fmt::Display + use<'a> {
        Chain(*self)
    }

    /// What was decoded or unpacked.
    pub fn bytes(&self) -> &'a [u8] {
        &self.node.bytes
    }

    /// The bytes as text, if they are text.
    pub fn text(&self) -> Option<Text<'a>> {
        let detect = || Text::detect(self.bytes()).map(|text| text.encoding());
        let encoding = *self.node.text.get_or_init(detect);
        encoding.map(|encoding| Text::known(self.bytes(), encoding))
    }

    /// Whether it was seen before that the bytes are text.
    pub(crate) fn is_known_text(&self) -> bool {
        matches!(self.node.text.get(), Some(Some(_)))
    }

    /// Whether it was seen before that no key makes sense of the bytes.
    pub(crate) fn is_keyless(&self) -> bool {
        self.node.keyless
    }

    /// The kind of file that the bytes are.
    pub fn file_type(&self) -> Option<FileType> {
        self.node.file_type
    }

    /// How sure it is, from 0 to 1, that somebody encoded these bytes. A member is as sure as
    /// its container.
    pub fn confidence(&self) -> f32 {
        self.node.confidence
    }

    /// What the confidence rests on; nothing for a member.
    pub fn reasons(&self) -> Reasons {
        self.node.reasons
    }

    /// Whether bytes are missing at the end; a problem says why.
    pub fn is_truncated(&self) -> bool {
        self.node.truncated
    }

    /// MD5, SHA-1 and SHA-256 of the bytes, computed when asked for.
    #[cfg(feature = "digest")]
    pub fn digests(&self) -> Digests<'a> {
        Digests::of(&self.node.bytes)
    }
}

impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Payload")
            .field("id", &self.id.index())
            .field("origin", &self.origin())
            .field("len", &self.bytes().len())
            .finish_non_exhaustive()
    }
}

struct Chain<'a>(Payload<'a>);

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Chain(last) = *self;
        let up = |payload: &Payload<'_>| Payload::new(last.nodes, payload.parent()?);
        let mut links: Vec<Payload<'_>> = std::iter::successors(Some(last), up).collect();
        links.reverse();
        for (place, link) in links.iter().enumerate() {
            if place > 0 {
                f.write_str(">")?;
            }
            match &link.node.source {
                Source::Encoded { encoding, .. } => f.write_str(encoding.name())?,
                Source::Member {
                    format,
                    named: false,
                    ..
                } => f.write_str(format)?,
                Source::Member { format, name, .. } => {
                    write!(f, "{format}:{}", String::from_utf8_lossy(name))?;
                }
            }
        }
        Ok(())
    }
}
