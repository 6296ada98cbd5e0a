//! The driver: find, decode, identify, descend.
//!
//! It goes through the payloads depth first with a stack of its own, so that nesting costs no
//! stack of the thread, and finds one at a time, so that what was visited can be let go. Each
//! byte of a payload is looked at once by the scan or by its format.

use std::ops::ControlFlow;

use super::{Unpacker, node};
use crate::around::Around;
use crate::formats::{Fault, Format, FormatError, Member, MemberSink};
use crate::glance::Glance;
use crate::limits::{Budget, Limit};
use crate::payload_id::PayloadId;
use crate::problem::{Problem, ProblemKind};
use crate::scan::Scan;
use crate::tree::{Node, Payload, Tree};

/// The work on one input.
pub(super) struct Driver<'h> {
    unpacker: Unpacker<'h>,
    haystack: &'h [u8],
    /// What the haystack shows.
    glance: Glance,
    budget: Budget,
    pub(super) tree: Tree,
    frames: Vec<Frame<'h>>,
    /// Whether bytes are kept when nothing more is looked for in them.
    keep: bool,
    /// Limits of the whole call that were reported.
    reported: Vec<Limit>,
}

/// A payload, or the input, whose own payloads are being taken out.
struct Frame<'h> {
    owner: Option<PayloadId>,
    last: Option<PayloadId>,
    work: Work<'h>,
}

enum Work<'h> {
    Scan(Box<Scan>),
    Members {
        format: &'h dyn Format,
        rest: std::vec::IntoIter<Member>,
        index: usize,
    },
}

impl<'h> Driver<'h> {
    pub(super) fn new(
        unpacker: Unpacker<'h>,
        haystack: &'h [u8],
        glance: Glance,
        keep: bool,
    ) -> Driver<'h> {
        Driver {
            unpacker,
            haystack,
            glance,
            budget: Budget::new(unpacker.limits),
            tree: Tree::default(),
            frames: Vec::new(),
            keep,
            reported: Vec::new(),
        }
    }

    pub(super) fn run(
        &mut self,
        mut each: impl FnMut(Payload<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.open(None);
        while let Some(mut frame) = self.frames.pop() {
            let Some((node, faults)) = self.next_child(&mut frame) else {
                self.close(frame.owner);
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
        let scan = || Some(Work::Scan(Box::new(self.scan(owner)?)));
        let frame = members.or_else(scan).map(|work| Frame {
            owner,
            last: None,
            work,
        });
        match frame {
            Some(frame) => self.frames.push(frame),
            None => self.close(owner),
        }
    }

    /// Lets the bytes go that nothing more is looked for in.
    fn close(&mut self, owner: Option<PayloadId>) {
        let owner = owner.and_then(|owner| self.tree.nodes.get_mut(owner.index()));
        if let (false, Some(node)) = (self.keep, owner) {
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

    fn scan(&self, owner: Option<PayloadId>) -> Option<Scan> {
        if self.unpacker.rules().encodings.is_empty() {
            return None;
        }
        let Some(payload) = owner.and_then(|owner| self.tree.get(owner)) else {
            return Some(Scan::new(self.haystack, self.glance, self.unpacker.rules()));
        };
        // What has no key is not to be tried under one again.
        let keyed = !payload.is_keyless();
        Scan::of_decoded(
            payload.bytes(),
            payload.text(),
            keyed,
            self.unpacker.rules(),
        )
    }

    /// The formats that recognise these bytes.
    fn recognised(&self, owner: Option<PayloadId>) -> Vec<&'h dyn Format> {
        let formats = self.unpacker.formats.iter().copied();
        let bytes = self.bytes(owner);
        let Some(owner) = owner else {
            let named = self.unpacker.input_format;
            return match named {
                Some(name) => formats.filter(|format| format.name() == name).collect(),
                None if self.unpacker.container_input => {
                    let plain = formats.filter(|format| format.context().is_empty());
                    plain.filter(|format| format.recognise(bytes)).collect()
                }
                None => Vec::new(),
            };
        };
        let is_text = self
            .tree
            .get(owner)
            .is_some_and(|payload| payload.is_known_text());
        let around = self.around(owner);
        // What is recognised by nothing but its context is no text.
        let asked = |format: &dyn Format| match format.context() {
            [] => true,
            _ => !is_text && around.allows(format),
        };
        formats
            .filter(|format| asked(*format) && format.recognise(bytes))
            .collect()
    }

    /// The text in which a payload stands.
    fn around(&self, id: PayloadId) -> Around<'_> {
        let payload = self.tree.get(id);
        match payload.and_then(|payload| Some((payload.parent(), payload.range()?))) {
            Some((parent, range)) => Around::new(self.bytes(parent), &range),
            None => Around::new(&[], &(0..0)),
        }
    }

    /// Reads the members, if the bytes are a container that has any.
    fn members(&mut self, owner: Option<PayloadId>) -> Option<Work<'h>> {
        for format in self.recognised(owner) {
            let bytes = bytes_of(&self.tree, self.haystack, owner);
            let mut sink = MemberSink::new(&mut self.budget, self.unpacker.passwords);
            let read = format.members(bytes, &mut sink);
            let (members, faults) = sink.finish();
            if read == Err(FormatError::NotThis) && members.is_empty() {
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

    fn next_child(&mut self, frame: &mut Frame<'_>) -> Option<(Node, Vec<Fault>)> {
        let depth = self.depth(frame.owner) + 1;
        match &mut frame.work {
            Work::Scan(scan) => {
                let rules = self.unpacker.rules();
                let haystack = bytes_of(&self.tree, self.haystack, frame.owner);
                match scan.next(haystack, rules, &mut self.budget)? {
                    Ok(found) => {
                        let (mut node, faults) = node::encoded(found);
                        (node.parent, node.depth) = (frame.owner, depth);
                        Some((node, faults))
                    }
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
                let container = frame.owner.and_then(|owner| self.tree.get(owner));
                let confidence = container.map_or(1.0, |container| container.confidence());
                let (mut node, faults) = node::unpacked(rest.next()?, *format, *index, confidence);
                *index += 1;
                (node.parent, node.depth) = (frame.owner, depth);
                Some((node, faults))
            }
        }
    }

    fn add(&mut self, frame: &mut Frame<'_>, node: Node, faults: Vec<Fault>) -> PayloadId {
        let id = PayloadId::new(self.tree.nodes.len());
        if let Some(last) = frame
            .last
            .and_then(|last| self.tree.nodes.get_mut(last.index()))
        {
            last.sibling = Some(id);
        }
        frame.last = Some(id);
        // Most rows that hold something hold one thing.
        if self.tree.nodes.is_empty() {
            self.tree.nodes.reserve_exact(1);
        }
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
        let found = self
            .scan(owner)?
            .next(haystack, self.unpacker.rules(), &mut budget)?;
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
