//! The driver: find, decode, identify, descend.
//!
//! It goes through the payloads depth first with a stack of its own, so that nesting costs no
//! stack of the thread, and finds one at a time, so that what was visited can be let go. Each
//! byte of a payload is looked at once by the scan or by its format.

use std::ops::ControlFlow;

use crate::find::Finder;
use crate::formats::{self, Fault, Format, Member, MemberSink};
use crate::identify::identify;
use crate::limits::{Budget, Limit, Limits};
use crate::payload_id::PayloadId;
use crate::problem::{Problem, ProblemKind};
use crate::scan::{Found, Rules, Scan};
use crate::text::Text;
use crate::tree::{Node, Payload, Source, Tree};

/// Finds, decodes and recursively unpacks payloads. A configured value, cheap to copy.
///
/// ```
/// use b64unpack::{Finder, Limits, Unpacker};
/// const CAREFUL: Unpacker = Unpacker::new()
///     .finder(Finder::new().min_len(24))
///     .limits(Limits::DEFAULT.depth(4))
///     .min_confidence(0.7);
/// ```
#[derive(Clone, Copy)]
pub struct Unpacker {
    finder: Finder,
    limits: Limits,
    formats: &'static [&'static dyn Format],
    min_confidence: f32,
    container_input: bool,
}

impl Default for Unpacker {
    fn default() -> Unpacker {
        Unpacker::new()
    }
}

impl std::fmt::Debug for Unpacker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unpacker")
            .field("finder", &self.finder)
            .field("limits", &self.limits)
            .field("min_confidence", &self.min_confidence)
            .field("container_input", &self.container_input)
            .finish_non_exhaustive()
    }
}

impl Unpacker {
    /// All formats, the default finder and limits, a confidence of at least 0.5.
    pub const fn new() -> Unpacker {
        Unpacker {
            finder: Finder::new(),
            limits: Limits::DEFAULT,
            formats: formats::ALL,
            min_confidence: 0.5,
            container_input: false,
        }
    }

    /// What counts as a candidate.
    #[must_use]
    pub const fn finder(self, finder: Finder) -> Unpacker {
        Unpacker { finder, ..self }
    }

    /// What an input may use up.
    #[must_use]
    pub const fn limits(self, limits: Limits) -> Unpacker {
        Unpacker { limits, ..self }
    }

    /// The containers that are unpacked, in the order in which they are asked.
    #[must_use]
    pub const fn formats(self, formats: &'static [&'static dyn Format]) -> Unpacker {
        Unpacker { formats, ..self }
    }

    /// The least [`confidence`](Payload::confidence) of a payload; 0 takes every candidate that
    /// can be decoded.
    #[must_use]
    pub const fn min_confidence(self, least: f32) -> Unpacker {
        Unpacker {
            min_confidence: least,
            ..self
        }
    }

    /// Whether the input may itself be a container. Then its members are the payloads of depth
    /// 1; if it is none, it is searched.
    #[must_use]
    pub const fn container_input(self, yes: bool) -> Unpacker {
        Unpacker {
            container_input: yes,
            ..self
        }
    }

    /// All payloads of `haystack`.
    pub fn unpack(&self, haystack: impl AsRef<[u8]>) -> Tree {
        let mut driver = Driver::new(*self, haystack.as_ref());
        let _ = driver.run(|_| ControlFlow::Continue(()), true);
        driver.tree
    }

    /// Hands every payload to `each`, parents first, until that breaks, and gives the problems
    /// met so far. Bytes are kept only while their own payloads are searched for.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// let mut names = Vec::new();
    /// let log = b"a aGVsbG8gd29ybGQsIGhlbGxv b Z29vZGJ5ZSB3b3JsZCwgaGVsbG8=";
    /// let problems = b64unpack::Unpacker::new().visit(log, |payload| {
    ///     names.push(payload.text().map(|text| text.to_str().into_owned()));
    ///     ControlFlow::Break(())
    /// });
    /// assert_eq!(names, [Some("hello world, hello".to_owned())]);
    /// assert!(problems.is_empty());
    /// ```
    pub fn visit(
        &self,
        haystack: &[u8],
        each: impl FnMut(Payload<'_>) -> ControlFlow<()>,
    ) -> Vec<Problem> {
        let mut driver = Driver::new(*self, haystack);
        let _ = driver.run(each, false);
        driver.tree.problems
    }
}

/// The work on one input.
struct Driver<'h> {
    unpacker: Unpacker,
    haystack: &'h [u8],
    budget: Budget,
    tree: Tree,
    frames: Vec<Frame>,
    /// Limits of the whole call that were reported.
    reported: Vec<Limit>,
}

/// A payload, or the input, whose own payloads are being taken out.
struct Frame {
    owner: Option<PayloadId>,
    last: Option<PayloadId>,
    work: Work,
}

enum Work {
    Scan(Scan),
    Members {
        format: &'static dyn Format,
        rest: std::vec::IntoIter<Member>,
        index: usize,
    },
}

impl<'h> Driver<'h> {
    fn new(unpacker: Unpacker, haystack: &'h [u8]) -> Driver<'h> {
        Driver {
            unpacker,
            haystack,
            budget: Budget::new(unpacker.limits),
            tree: Tree::default(),
            frames: Vec::new(),
            reported: Vec::new(),
        }
    }

    fn run(
        &mut self,
        mut each: impl FnMut(Payload<'_>) -> ControlFlow<()>,
        keep: bool,
    ) -> ControlFlow<()> {
        self.open(None);
        while let Some(mut frame) = self.frames.pop() {
            let Some((node, faults)) = self.next_child(&mut frame) else {
                self.close(&frame, keep);
                continue;
            };
            let id = self.add(&mut frame, node, faults);
            self.frames.push(frame);
            if let Some(payload) = self.tree.get(id) {
                each(payload)?;
            }
            self.open(Some(id));
        }
        ControlFlow::Continue(())
    }

    /// Begins to take a payload, or the input, apart, if the depth allows it.
    fn open(&mut self, owner: Option<PayloadId>) {
        if self.depth(owner) >= self.unpacker.limits.depth {
            return self.report_depth(owner);
        }
        let members = self.members(owner);
        let work = members.unwrap_or_else(|| Work::Scan(Scan::new(self.bytes(owner))));
        self.frames.push(Frame {
            owner,
            last: None,
            work,
        });
    }

    fn close(&mut self, frame: &Frame, keep: bool) {
        let owner = frame
            .owner
            .and_then(|owner| self.tree.nodes.get_mut(owner.index()));
        if let (false, Some(node)) = (keep, owner) {
            node.bytes = Vec::new();
        }
    }

    fn depth(&self, owner: Option<PayloadId>) -> u32 {
        owner
            .and_then(|owner| self.tree.get(owner))
            .map_or(0, |payload| payload.depth())
    }

    fn bytes(&self, owner: Option<PayloadId>) -> &[u8] {
        bytes_of(&self.tree, self.haystack, owner)
    }

    fn rules(&self) -> Rules {
        let Unpacker {
            finder,
            min_confidence,
            ..
        } = self.unpacker;
        Rules {
            finder,
            min_confidence,
        }
    }

    /// The formats that recognise these bytes.
    fn recognised(&self, owner: Option<PayloadId>) -> Vec<&'static dyn Format> {
        if owner.is_none() && !self.unpacker.container_input {
            return Vec::new();
        }
        let bytes = self.bytes(owner);
        let formats = self.unpacker.formats.iter().copied();
        formats.filter(|format| format.recognise(bytes)).collect()
    }

    /// Reads the members, if the bytes are a container that has any.
    fn members(&mut self, owner: Option<PayloadId>) -> Option<Work> {
        for format in self.recognised(owner) {
            let bytes = bytes_of(&self.tree, self.haystack, owner);
            let mut sink = MemberSink::new(&mut self.budget);
            let read = format.members(bytes, &mut sink);
            let (members, faults) = sink.finish();
            if read == Err(formats::FormatError::NotThis) && members.is_empty() {
                continue;
            }
            self.report(owner, faults);
            if !members.is_empty() {
                return Some(Work::Members {
                    format,
                    rest: members.into_iter(),
                    index: 0,
                });
            }
        }
        None
    }

    fn next_child(&mut self, frame: &mut Frame) -> Option<(Node, Vec<Fault>)> {
        let depth = self.depth(frame.owner) + 1;
        match &mut frame.work {
            Work::Scan(scan) => {
                let rules = self.rules();
                let haystack = bytes_of(&self.tree, self.haystack, frame.owner);
                match scan.next(haystack, rules, &mut self.budget)? {
                    Ok(found) => Some(encoded(found, frame.owner, depth)),
                    Err(fault) => {
                        self.report(frame.owner, vec![fault]);
                        None
                    }
                }
            }
            Work::Members {
                format,
                rest,
                index,
            } => {
                let source = Source::Member {
                    format: format.name(),
                    named: format.has_names(),
                    name: Vec::new(),
                    index: *index,
                };
                *index += 1;
                let confidence = frame
                    .owner
                    .and_then(|owner| self.tree.get(owner))
                    .map_or(1.0, |p| p.confidence());
                Some(unpacked(
                    rest.next()?,
                    source,
                    frame.owner,
                    depth,
                    confidence,
                ))
            }
        }
    }

    fn add(&mut self, frame: &mut Frame, node: Node, faults: Vec<Fault>) -> PayloadId {
        let id = PayloadId::new(self.tree.nodes.len());
        if let Some(last) = frame
            .last
            .and_then(|last| self.tree.nodes.get_mut(last.index()))
        {
            last.sibling = Some(id);
        }
        frame.last = Some(id);
        self.tree.nodes.push(node);
        self.report(Some(id), faults);
        id
    }

    /// Reports the depth as a limit where there is something to descend into, or the limit
    /// that keeps us from knowing.
    fn report_depth(&mut self, owner: Option<PayloadId>) {
        let depth = self.unpacker.limits.depth;
        let there = |offset| Fault {
            kind: ProblemKind::Limit(Limit::Depth),
            offset,
            message: format!("there is more below depth {depth}").into(),
        };
        let fault = match self.first_inside(owner) {
            Some(Ok(offset)) => there(offset),
            Some(Err(fault)) => fault,
            None => return,
        };
        self.report(owner, vec![fault]);
    }

    /// Where the first payload of a payload is, if it has one.
    fn first_inside(&mut self, owner: Option<PayloadId>) -> Option<Result<usize, Fault>> {
        // What is only looked at is not paid for.
        let mut budget = Budget::new(self.unpacker.limits.nodes(1));
        let haystack = bytes_of(&self.tree, self.haystack, owner);
        for format in self.recognised(owner) {
            let mut sink = MemberSink::probe(&mut budget);
            let _ = format.members(haystack, &mut sink);
            if sink.found() {
                return Some(Ok(0));
            }
        }
        let found = Scan::new(haystack).next(haystack, self.rules(), &mut budget)?;
        Some(found.map(|found| found.range.start))
    }

    /// Whether a limit ended the whole call, rather than cut this payload.
    fn is_of_the_call(&self, limit: Limit, owner: Option<PayloadId>) -> bool {
        let payload = owner.and_then(|owner| self.tree.get(owner));
        match limit {
            Limit::Nodes | Limit::Candidates => true,
            Limit::TotalBytes => payload.is_none_or(|payload| !payload.is_truncated()),
            _ => false,
        }
    }

    /// Limits of the whole call are reported once.
    fn report(&mut self, owner: Option<PayloadId>, faults: Vec<Fault>) {
        for Fault {
            kind,
            offset,
            message,
        } in faults
        {
            if let ProblemKind::Limit(limit) = kind {
                if self.is_of_the_call(limit, owner) {
                    if self.reported.contains(&limit) {
                        continue;
                    }
                    self.reported.push(limit);
                }
            }
            self.tree
                .problems
                .push(Problem::new(kind, offset, owner, message));
        }
    }
}

/// The bytes of a payload or of the input.
fn bytes_of<'t>(tree: &'t Tree, haystack: &'t [u8], owner: Option<PayloadId>) -> &'t [u8] {
    match owner {
        Some(owner) => tree.get(owner).map_or(&[], |payload| payload.bytes()),
        None => haystack,
    }
}

fn encoded(found: Found, parent: Option<PayloadId>, depth: u32) -> (Node, Vec<Fault>) {
    let Found {
        range,
        encoding,
        bytes,
        text,
        file_type,
        confidence,
        truncated,
        faults,
    } = found;
    let source = Source::Encoded { range, encoding };
    let sibling = None;
    let node = Node {
        parent,
        sibling,
        depth,
        source,
        bytes,
        text,
        file_type,
        confidence,
        truncated,
    };
    (node, faults)
}

fn unpacked(
    member: Member,
    source: Source,
    parent: Option<PayloadId>,
    depth: u32,
    confidence: f32,
) -> (Node, Vec<Fault>) {
    let Member {
        name,
        bytes,
        truncated,
        faults,
    } = member;
    let source = match source {
        Source::Member {
            format,
            named,
            index,
            ..
        } => Source::Member {
            format,
            named,
            name,
            index,
        },
        encoded => encoded,
    };
    let text = Text::detect(&bytes).map(|text| text.encoding());
    let file_type = identify(&bytes);
    let sibling = None;
    let node = Node {
        parent,
        sibling,
        depth,
        source,
        bytes,
        text,
        file_type,
        confidence,
        truncated,
    };
    (node, faults)
}
