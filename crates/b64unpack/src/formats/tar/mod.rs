//! tar: v7, ustar, GNU long names and pax (POSIX.1-2008, pax; GNU tar manual, "Tar Internals").
//!
//! Links and devices are members without bytes; nothing is followed. Entries behind the end, which
//! tar itself reads over, are read and reported. Holes of sparse files are
//! left out, not expanded: a valid header of 2 KiB may ask for 2^60 zeros. Behind a broken
//! header the walk goes on with the next block whose checksum is right.

mod header;
mod pax;

use std::collections::HashSet;

use self::header::{BLOCK, Header, Kind, SizeError};
use self::pax::Pax;
use super::{Format, FormatError, MemberSink, Stop};
use crate::identify::is_tar;
use crate::limits::Limit;
use crate::problem::ProblemKind;

/// The tar format: v7, ustar, GNU and pax (POSIX.1-2008, pax; GNU tar manual, "Tar Internals"); one
/// payload per entry.
///
/// Nothing is refused but blocks whose checksum is wrong. Those are reported, and entries that are
/// cut, lie behind the end, share a name or have a size that is no number; holes of sparse files are
/// left out, and reported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tar;

impl Format for Tar {
    fn name(&self) -> &'static str {
        "tar"
    }

    fn recognise(&self, bytes: &[u8]) -> bool {
        is_tar(bytes)
    }

    fn members(&self, bytes: &[u8], sink: &mut MemberSink<'_>) -> Result<(), FormatError> {
        let mut walk = Walk {
            bytes,
            sink,
            at: 0,
            state: State::Headers,
            next: Extra::default(),
        };
        let mut names = HashSet::new();
        let mut global = Pax::default();
        while let Some(header) = walk.next_header() {
            walk.entry(&header, &mut global, &mut names)?;
        }
        if walk.next.long_name.is_some() || !walk.next.pax.is_empty() {
            let message = "an entry is described that is not there";
            walk.problem(ProblemKind::Truncated, bytes.len(), message);
        }
        Ok(())
    }
}

struct Walk<'a, 's, 'b> {
    bytes: &'a [u8],
    sink: &'s mut MemberSink<'b>,
    at: usize,
    state: State,
    next: Extra<'a>,
}

/// Where the walk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Headers,
    /// Behind a broken header, which was reported.
    Lost,
    /// Behind a block of zeros.
    End,
}

/// What was said about the next entry before its own header.
#[derive(Clone, Copy, Default)]
struct Extra<'a> {
    long_name: Option<&'a [u8]>,
    pax: Pax<'a>,
}

impl<'a> Walk<'a, '_, '_> {
    /// The next header with the right checksum; the walk then stands behind it.
    fn next_header(&mut self) -> Option<Header<'a>> {
        loop {
            let rest = self.bytes.get(self.at..)?;
            let Some(block) = rest.first_chunk::<BLOCK>() else {
                self.partial_block(rest);
                return None;
            };
            self.at += BLOCK;
            if block.iter().all(|&byte| byte == 0) {
                self.state = State::End;
            } else if let Some(header) = Header::parse(block) {
                if self.state == State::End {
                    let message = "there are entries behind the end";
                    self.problem(ProblemKind::TrailingData, self.at - BLOCK, message);
                }
                self.state = State::Headers;
                return Some(header);
            } else {
                self.lose();
            }
        }
    }

    fn partial_block(&mut self, rest: &[u8]) {
        if self.state == State::Headers && rest.iter().any(|&byte| byte != 0) {
            self.problem(ProblemKind::Truncated, self.at, "a tar header is cut");
        }
    }

    /// Reports a block that is no header, once until the next header.
    fn lose(&mut self) {
        let at = self.at - BLOCK;
        match self.state {
            State::Headers => {
                self.problem(
                    ProblemKind::Header,
                    at,
                    "the checksum of a tar header is wrong",
                );
            }
            State::End => {
                self.problem(
                    ProblemKind::TrailingData,
                    at,
                    "there are bytes behind the end",
                );
            }
            State::Lost => {}
        }
        self.state = State::Lost;
    }

    fn problem(&mut self, kind: ProblemKind, at: usize, message: &'static str) {
        self.sink.problem(kind, at, message);
    }

    fn entry(
        &mut self,
        header: &Header<'a>,
        global: &mut Pax<'a>,
        names: &mut HashSet<Vec<u8>>,
    ) -> Result<(), Stop> {
        match header.kind() {
            Kind::LongName => {
                if let Some(body) = self.described(header) {
                    let end = memchr::memchr(0, body).unwrap_or(body.len());
                    self.next.long_name = body.get(..end);
                }
            }
            Kind::LongLink => {
                self.described(header);
            }
            Kind::Pax => {
                if let Some(body) = self.described(header) {
                    self.next.pax = self.pax(body);
                }
            }
            Kind::GlobalPax => {
                if let Some(body) = self.described(header) {
                    *global = self.pax(body).over(*global);
                }
            }
            Kind::File | Kind::Sparse | Kind::Other => self.member(header, *global, names)?,
        }
        Ok(())
    }

    fn pax(&mut self, body: &'a [u8]) -> Pax<'a> {
        let (pax, good) = Pax::parse(body);
        if !good {
            self.problem(ProblemKind::Header, self.at, "a pax record is broken");
        }
        pax
    }

    /// The body of an entry that describes the next one.
    fn described(&mut self, header: &Header<'a>) -> Option<&'a [u8]> {
        let at = self.at - BLOCK;
        let size = match header.size() {
            Ok(size) => size,
            Err(error) => {
                self.problem(error.kind(), at, error.message());
                self.state = State::Lost;
                return None;
            }
        };
        let (body, whole) = self.body(size);
        if !whole {
            self.problem(
                ProblemKind::Truncated,
                at,
                "the description of an entry is cut",
            );
        }
        whole.then_some(body)
    }

    fn member(
        &mut self,
        header: &Header<'a>,
        global: Pax<'a>,
        names: &mut HashSet<Vec<u8>>,
    ) -> Result<(), Stop> {
        let at = self.at - BLOCK;
        let Extra { long_name, pax } = std::mem::take(&mut self.next);
        let pax = pax.over(global);
        let short = header.name();
        let name = pax.path().or(long_name).unwrap_or(&short);
        self.sink.start(name)?;
        if !names.insert(name.to_vec()) {
            self.sink
                .member_problem(ProblemKind::DuplicateName, "another entry has this name");
        }
        let size = match (header.kind(), pax.size()) {
            (Kind::Other, _) => Ok(0),
            (_, Some(size)) => SizeError::check(size),
            _ => header.size(),
        };
        let size = match size {
            Ok(size) => size,
            Err(error) => {
                self.sink.truncate(error.kind(), error.message());
                // Where the next header is, is not known.
                self.state = State::Lost;
                return Ok(());
            }
        };
        if header.kind() == Kind::Sparse || pax.sparse {
            self.sparse(header, pax, at);
        }
        let (body, whole) = self.body(size);
        self.sink.write(body)?;
        if !whole {
            let message = format!("{} of {size} bytes are there", body.len());
            self.sink.truncate(ProblemKind::Truncated, message);
        }
        Ok(())
    }

    /// Skips the rest of a sparse map, and reports that the holes are left out.
    fn sparse(&mut self, header: &Header<'a>, pax: Pax<'a>, at: usize) {
        let mut more = header.kind() == Kind::Sparse && header.is_extended();
        while more {
            let block = self
                .bytes
                .get(self.at..)
                .and_then(|rest| rest.first_chunk::<BLOCK>());
            self.at = (self.at + BLOCK).min(self.bytes.len());
            more = block.is_some_and(header::sparse_goes_on);
        }
        let real = pax.real_size.or_else(|| header.real_size());
        let kind = match real {
            Some(real) if real > self.sink.entry_bytes() => ProblemKind::Limit(Limit::EntryBytes),
            _ => ProblemKind::Unsupported,
        };
        let real = real.map_or_else(|| "unknown".to_owned(), |real| real.to_string());
        let message =
            format!("the sparse file at {at} has a size of {real}; its holes are left out");
        self.sink.truncate(kind, message);
    }

    /// Takes `size` bytes and their padding; fewer, and false, if the archive ends before.
    fn body(&mut self, size: u64) -> (&'a [u8], bool) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match usize::try_from(size).ok().and_then(|size| rest.get(..size)) {
            Some(body) => {
                let padded = body.len().next_multiple_of(BLOCK);
                self.at = (self.at + padded).min(self.bytes.len());
                (body, true)
            }
            None => {
                self.at = self.bytes.len();
                (rest, false)
            }
        }
    }
}
