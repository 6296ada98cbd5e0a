//! [`Arena`]: where ours and a rival run in turn.

use std::path::{Path, PathBuf};

use crate::clock::{Timed, timed};
use crate::error::Error;
use crate::ioc::Programs;
use crate::python::Python;
use crate::report::Line;

/// Runs of each side: as many as fit into the time, but at least two, as the first is slow for
/// reasons that are neither side's.
const MOST_RUNS: u32 = 9;
const LEAST_RUNS: u32 = 2;
const ENOUGH_SECONDS: f64 = 6.0;

pub(crate) struct Arena {
    pub(crate) python: Option<Python>,
    /// An interpreter that has `binary-refinery`.
    pub(crate) refinery: Option<Python>,
    /// The script `base64dump.py`.
    pub(crate) base64dump: Option<PathBuf>,
    /// A folder to write texts to.
    pub(crate) keep: Option<PathBuf>,
    /// Programs to be run on those texts.
    pub(crate) programs: Programs,
    pub(crate) seed: u64,
    /// Whether it is only to be seen that everything works.
    pub(crate) quick: bool,
    only: Option<String>,
    met: bool,
}

/// One case against one rival.
pub(crate) struct Pairing<'a> {
    pub(crate) case: &'a str,
    pub(crate) rival: &'a str,
    /// The share of the case that the rival is given.
    pub(crate) share: f64,
}

impl<'a> Pairing<'a> {
    pub(crate) const fn new(case: &'a str, rival: &'a str) -> Self {
        Self {
            case,
            rival,
            share: 1.0,
        }
    }
}

impl Arena {
    pub(crate) fn new(
        python: Option<&Path>,
        only: Option<String>,
        seed: u64,
        quick: bool,
    ) -> Result<Self, Error> {
        let python = python.map(Python::start).transpose()?;
        Ok(Self {
            python,
            refinery: None,
            base64dump: None,
            keep: None,
            programs: Programs::default(),
            seed,
            quick,
            only,
            met: false,
        })
    }

    /// Whether the case was asked for.
    pub(crate) fn wants(&mut self, case: &str) -> bool {
        let wanted = self.only.as_deref().is_none_or(|only| only == case);
        self.met |= wanted;
        wanted
    }

    pub(crate) fn finish(self) -> Result<(), Error> {
        match self.only {
            Some(case) if !self.met => Err(Error::NoCase(case)),
            _ => Ok(()),
        }
    }

    /// A rival in this process.
    pub(crate) fn rust<A, B>(
        &self,
        pairing: &Pairing<'_>,
        ours: impl Fn() -> A,
        rival: impl Fn() -> B,
        agree: impl FnOnce(&A, &B) -> bool,
    ) -> Result<(), Error> {
        self.alternate(pairing, ours, || Ok(timed(&rival)), agree)
    }

    /// A rival that was timed before.
    pub(crate) fn known<A, B>(
        &self,
        pairing: &Pairing<'_>,
        ours: impl Fn() -> A,
        theirs: &Timed<B>,
        agree: impl FnOnce(&A) -> bool,
    ) -> Result<(), Error> {
        let mut our = timed(&ours);
        let agree = agree(&our.answer);
        let mut spent = our.seconds;
        for _ in 1..MOST_RUNS {
            if spent > ENOUGH_SECONDS {
                break;
            }
            let seconds = timed(&ours).seconds;
            spent += seconds;
            our.seconds = our.seconds.min(seconds);
        }
        Line {
            case: pairing.case,
            rival: pairing.rival,
            ours: our.seconds,
            theirs: theirs.seconds,
            share: pairing.share,
            agree,
        }
        .print()
    }

    /// Both in turn, until the least time of each is known well enough.
    pub(crate) fn alternate<A, B>(
        &self,
        pairing: &Pairing<'_>,
        ours: impl Fn() -> A,
        rival: impl FnMut() -> Result<Timed<B>, Error>,
        agree: impl FnOnce(&A, &B) -> bool,
    ) -> Result<(), Error> {
        self.alternate_timed(pairing, || Ok(timed(&ours)), rival, agree)
    }

    /// The same where both sides know what they cost.
    pub(crate) fn alternate_timed<A, B>(
        &self,
        pairing: &Pairing<'_>,
        mut ours: impl FnMut() -> Result<Timed<A>, Error>,
        mut rival: impl FnMut() -> Result<Timed<B>, Error>,
        agree: impl FnOnce(&A, &B) -> bool,
    ) -> Result<(), Error> {
        let mut our = ours()?;
        let mut their = rival()?;
        let agree = agree(&our.answer, &their.answer);
        let most = if self.quick { LEAST_RUNS } else { MOST_RUNS };
        let mut spent = our.seconds + their.seconds;
        for run in 1..most {
            if run >= LEAST_RUNS && spent > ENOUGH_SECONDS {
                break;
            }
            let (us, them) = (ours()?, rival()?);
            spent += us.seconds + them.seconds;
            our.seconds = our.seconds.min(us.seconds);
            their.seconds = their.seconds.min(them.seconds);
        }
        let Pairing { case, rival, share } = *pairing;
        Line {
            case,
            rival,
            ours: our.seconds,
            theirs: their.seconds,
            share,
            agree,
        }
        .print()
    }
}
