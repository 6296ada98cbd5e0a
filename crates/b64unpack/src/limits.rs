//! How much an input may make us do: the public policy and the private purse.

/// What one call may use up. Each limit that bites is reported by its name.
///
/// ```
/// use b64unpack::{Limits, Unpacker};
/// const CAREFUL: Unpacker = Unpacker::new().limits(Limits::DEFAULT.depth(4).total_bytes(1 << 20));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub(crate) depth: u32,
    pub(crate) nodes: usize,
    pub(crate) entries: usize,
    pub(crate) entry_bytes: u64,
    pub(crate) total_bytes: u64,
    pub(crate) candidates: usize,
    pub(crate) name_bytes: usize,
    pub(crate) ratio: u64,
    pub(crate) decoder_bytes: u64,
}

impl Limits {
    /// Depth 10, 10,000 payloads, 10,000 entries an archive, 16 MiB a payload, 46 MiB a call,
    /// 100,000 candidates, names of 4,096 bytes, a flag on ratios beyond 1000:1, decoders of
    /// 32 MiB. With a copy of the largest payload, which a key or a
    /// decoder may take, and 2 MiB of what is kept about all, a call stays within 64 MiB.
    pub const DEFAULT: Limits = Limits {
        depth: 10,
        nodes: 10_000,
        entries: 10_000,
        entry_bytes: 16 << 20,
        total_bytes: 46 << 20,
        candidates: 100_000,
        name_bytes: 4096,
        ratio: 1000,
        decoder_bytes: 32 << 20,
    };

    /// The most that any setter accepts; larger values are taken down to these.
    pub const MAX: Limits = Limits {
        depth: 1000,
        nodes: 10_000_000,
        entries: 10_000_000,
        entry_bytes: 4 << 30,
        total_bytes: 64 << 30,
        candidates: 1_000_000_000,
        name_bytes: 1 << 20,
        ratio: u64::MAX,
        decoder_bytes: 4 << 30,
    };

    /// Levels of payloads; 1 finds what the input itself holds and descends into nothing.
    #[must_use]
    pub const fn depth(self, levels: u32) -> Limits {
        let depth = if levels > Limits::MAX.depth {
            Limits::MAX.depth
        } else {
            levels
        };
        Limits { depth, ..self }
    }

    /// Payloads in all.
    #[must_use]
    pub const fn nodes(self, payloads: usize) -> Limits {
        Limits {
            nodes: min(payloads, Limits::MAX.nodes),
            ..self
        }
    }

    /// Members of one archive.
    #[must_use]
    pub const fn entries(self, members: usize) -> Limits {
        Limits {
            entries: min(members, Limits::MAX.entries),
            ..self
        }
    }

    /// Bytes of one payload.
    #[must_use]
    pub const fn entry_bytes(self, bytes: u64) -> Limits {
        Limits {
            entry_bytes: min_u64(bytes, Limits::MAX.entry_bytes),
            ..self
        }
    }

    /// Bytes of all payloads together.
    #[must_use]
    pub const fn total_bytes(self, bytes: u64) -> Limits {
        Limits {
            total_bytes: min_u64(bytes, Limits::MAX.total_bytes),
            ..self
        }
    }

    /// Runs of symbols that are decoded to see whether they are payloads.
    #[must_use]
    pub const fn candidates(self, runs: usize) -> Limits {
        Limits {
            candidates: min(runs, Limits::MAX.candidates),
            ..self
        }
    }

    /// Bytes of a member's name that are kept.
    #[must_use]
    pub const fn name_bytes(self, bytes: usize) -> Limits {
        Limits {
            name_bytes: min(bytes, Limits::MAX.name_bytes),
            ..self
        }
    }

    /// Bytes out for each byte in beyond which a member of more than 1 MiB is flagged. It is
    /// kept all the same: the other limits stop it.
    #[must_use]
    pub const fn ratio(self, out_per_in: u64) -> Limits {
        Limits {
            ratio: out_per_in,
            ..self
        }
    }

    /// Memory that one decoder may take for its window or dictionary, which its stream claims.
    #[must_use]
    pub const fn decoder_bytes(self, bytes: u64) -> Limits {
        Limits {
            decoder_bytes: min_u64(bytes, Limits::MAX.decoder_bytes),
            ..self
        }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::DEFAULT
    }
}

/// One of the [`Limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::depth`]
    Depth,
    /// [`Limits::nodes`]
    Nodes,
    /// [`Limits::entries`]
    Entries,
    /// [`Limits::entry_bytes`]
    EntryBytes,
    /// [`Limits::total_bytes`]
    TotalBytes,
    /// [`Limits::candidates`]
    Candidates,
    /// [`Limits::name_bytes`]
    NameBytes,
    /// [`Limits::ratio`]
    Ratio,
    /// [`Limits::decoder_bytes`]
    DecoderBytes,
}

impl Limit {
    /// The name of the setter.
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Depth => "depth",
            Limit::Nodes => "nodes",
            Limit::Entries => "entries",
            Limit::EntryBytes => "entry_bytes",
            Limit::TotalBytes => "total_bytes",
            Limit::Candidates => "candidates",
            Limit::NameBytes => "name_bytes",
            Limit::Ratio => "ratio",
            Limit::DecoderBytes => "decoder_bytes",
        }
    }
}

impl std::fmt::Display for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// What is left of the [`Limits`] of one call.
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) limits: Limits,
    nodes: usize,
    bytes: u64,
    candidates: usize,
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Budget {
        Budget {
            limits,
            nodes: limits.nodes,
            bytes: limits.total_bytes,
            candidates: limits.candidates,
        }
    }

    /// Takes one payload; false if none is left.
    pub(crate) fn take_node(&mut self) -> bool {
        take(&mut self.nodes)
    }

    /// Takes one candidate; false if none is left.
    pub(crate) fn take_candidate(&mut self) -> bool {
        take(&mut self.candidates)
    }

    /// How many further bytes a payload of `len` bytes may have, and the limit that says so.
    pub(crate) fn room(&self, len: usize) -> (usize, Limit) {
        let own = self.limits.entry_bytes.saturating_sub(len as u64);
        let (room, limit) = if self.bytes < own {
            (self.bytes, Limit::TotalBytes)
        } else {
            (own, Limit::EntryBytes)
        };
        (usize::try_from(room).unwrap_or(usize::MAX), limit)
    }

    /// Spends bytes that [`room`](Budget::room) had.
    pub(crate) fn spend(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes as u64);
    }
}

fn take(left: &mut usize) -> bool {
    let some = *left > 0;
    *left = left.saturating_sub(1);
    some
}

const fn min(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

const fn min_u64(a: u64, b: u64) -> u64 {
    if a < b { a } else { b }
}
