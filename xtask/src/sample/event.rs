//! One process that was started.

use super::indicator::USERS;
use super::rng::Rng;
use super::script::Script;

pub(super) struct Event {
    /// The program that ran, a full path.
    pub(super) image: String,
    /// The program that started it, a full path.
    pub(super) parent: &'static str,
    /// `None` where the log has no command line.
    pub(super) command: Option<Script>,
}

pub(super) const EXPLORER: &str = r"C:\Windows\explorer.exe";
pub(super) const SERVICES: &str = r"C:\Windows\System32\services.exe";
pub(super) const CMD: &str = r"C:\Windows\System32\cmd.exe";
pub(super) const POWERSHELL: &str = r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe";
const AGENT: &str = r"C:\Program Files\Contoso\Fleet Agent\fleetagent.exe";

impl Event {
    /// A program started by the user's shell or by another.
    pub(super) fn new(rng: &mut Rng, image: &str, command: Script) -> Self {
        let parent = rng.pick(&[EXPLORER, CMD, POWERSHELL, SERVICES, AGENT]);
        Self {
            image: image.to_owned(),
            parent,
            command: Some(command),
        }
    }

    /// A program in the folder of system programs.
    pub(super) fn system(rng: &mut Rng, program: &str, command: Script) -> Self {
        Self::new(rng, &format!(r"C:\Windows\System32\{program}"), command)
    }

    pub(super) fn powershell(rng: &mut Rng, command: Script) -> Self {
        Self::new(rng, POWERSHELL, command)
    }
}

/// An account of the sample domain.
pub(super) fn account(rng: &mut Rng) -> String {
    format!(r"CORP\{}", rng.pick(&USERS))
}

pub(super) fn computer(rng: &mut Rng) -> String {
    format!(
        "{}-{:03}",
        rng.pick(&["WS", "WS", "WS", "SRV"]),
        rng.between(1, 24)
    )
}
