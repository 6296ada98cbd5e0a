//! How bad an event is, by what its payloads are and hold.

use std::borrow::Cow;

use crate::event::{Event, Indicator, Payload};
use crate::rating::{Level, Rating};

/// What runs when it is opened.
const PROGRAMS: [&str; 6] = ["pe", "elf", "macho", "dex", "class", "lnk"];
/// What commands that fetch something, or run what they were given, have in them, in any case.
const COMMANDS: [&str; 16] = [
    "DownloadString",
    "DownloadFile",
    "Invoke-WebRequest",
    "Invoke-Expression",
    "Start-BitsTransfer",
    "IEX (",
    "IEX(",
    "Net.WebClient",
    "Sockets.TCPClient",
    "FromBase64String",
    "Reflection.Assembly",
    "VirtualAlloc",
    "regsvr32",
    "certutil",
    "/dev/tcp/",
    "curl ",
];
/// Where an indicator leads.
const NETWORK: [&str; 6] = ["url", "domain", "ipv4", "ipv6", "onion", "email"];
/// Network indicators that lead nowhere, or may be none.
const HARMLESS: [&str; 10] = [
    "private",
    "loopback",
    "link-local",
    "reserved",
    "multicast",
    "unspecified",
    "file-name-like",
    "ambiguous",
    "glued",
    "documentation",
];
const DEEP: usize = 3;
/// Below it an indicator is no reason for anything.
const LIKELY: f32 = 0.5;

impl Rating {
    /// The rating of an event by what its payloads are and by what they hold.
    ///
    /// High: a program in a payload, a command that fetches or runs something, or a likely network indicator in one that is not flagged as
    /// leading nowhere. Medium: three layers and more, encryption, problems, PowerShell's UTF-16.
    /// Low: any other payload.
    #[must_use]
    pub fn of(event: &Event) -> Rating {
        let mut rating = Rating::default();
        for payload in &event.payloads {
            rating.payload(payload);
        }
        let hidden = |found: &&Indicator| found.payload.is_some() && leads_somewhere(found);
        for found in event.indicators.iter().filter(hidden) {
            rating.add(Level::High, format!("{} hidden in a payload", found.kind));
        }
        if let Some(problem) = event.problems.first() {
            rating.add(Level::Medium, problem.kind.clone());
        }
        rating.reasons.truncate(4);
        rating
    }

    fn payload(&mut self, payload: &Payload) {
        self.level = self.level.max(Level::Low);
        let kind = payload.file_type.as_deref().unwrap_or_default();
        if PROGRAMS.contains(&kind) {
            self.add(Level::High, format!("{kind} program in a payload"));
        }
        if let Some(command) = payload.text.as_deref().and_then(command) {
            self.add(Level::High, format!("{command} in a payload"));
        }
        if payload.chain.len() >= DEEP {
            self.add(Level::Medium, format!("{} layers", payload.chain.len()));
        }
        if let Some(problem) = payload.problems.first() {
            self.add(Level::Medium, format!("problem: {}", problem.kind));
        }
        let wide = payload.text_encoding.as_deref() == Some("utf-16le");
        if wide && payload.parent.is_none() {
            let reason = "UTF-16 text, as in PowerShell's encoded commands";
            self.add(Level::Medium, reason.to_owned());
        }
    }

    /// The first reason of the highest level stands first.
    fn add(&mut self, level: Level, reason: String) {
        if self.reasons.contains(&reason) {
            return;
        }
        if level > self.level {
            self.level = level;
            self.reasons.insert(0, reason);
        } else {
            self.reasons.push(reason);
        }
    }
}

/// The first of the commands that is in the text.
fn command(text: &str) -> Option<&'static str> {
    let text = text.to_ascii_lowercase();
    let found = COMMANDS
        .into_iter()
        .find(|command| text.contains(&command.to_ascii_lowercase()));
    found.map(|command| command.trim_end_matches([' ', '(']))
}

fn leads_somewhere(found: &Indicator) -> bool {
    let harmless = |flag: &Cow<'_, str>| HARMLESS.contains(&flag.as_ref());
    NETWORK.contains(&found.kind.as_ref())
        && found.confidence >= LIKELY
        && !found.flags.iter().any(harmless)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(payload: Payload, flags: &[&str]) -> Event {
        Event {
            payloads: vec![payload],
            indicators: vec![Indicator {
                kind: "ipv4".into(),
                payload: Some(0),
                confidence: 0.9,
                flags: flags.iter().map(|&flag| flag.to_owned().into()).collect(),
                ..Indicator::default()
            }],
            ..Event::default()
        }
    }

    #[test]
    fn what_is_hidden_and_leads_somewhere_is_high() {
        let chain = |len: usize| Payload {
            chain: vec!["base64".into(); len],
            ..Payload::default()
        };
        let level = |event: &Event| Rating::of(event).level;
        assert_eq!(level(&event(chain(1), &[])), Level::High);
        assert_eq!(level(&event(chain(1), &["private"])), Level::Low);
        assert_eq!(level(&event(chain(3), &["private"])), Level::Medium);
        assert_eq!(level(&Event::default()), Level::Plain);
        let fetches = Payload {
            text: Some("IEX (New-Object Net.WebClient)".into()),
            ..chain(1)
        };
        assert_eq!(level(&event(fetches, &["private"])), Level::High);
        let program = Payload {
            file_type: Some("pe".into()),
            ..chain(3)
        };
        let rating = Rating::of(&event(program, &["private"]));
        assert_eq!(
            (rating.level, rating.reasons[0].as_str()),
            (Level::High, "pe program in a payload")
        );
    }
}
