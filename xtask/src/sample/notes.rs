//! Defanged indicators, as analysts write them to each other.

use super::event::Event;
use super::indicator as some;
use super::rng::Rng;
use super::script::{Ioc, Kind, Script};

/// A message with defanged indicators in it.
pub(super) fn event(rng: &mut Rng) -> Event {
    let script = Script::new("msg.exe soc \"");
    let script = sentence(rng, script).text(" Ask for details.\"");
    Event::system(rng, "msg.exe", script)
}

/// The same as a text to be hidden in a payload.
pub(super) fn text(rng: &mut Rng) -> Script {
    let first = sentence(rng, Script::new("Shift notes.\r\n")).text("\r\n");
    sentence(rng, first).text("\r\n")
}

fn sentence(rng: &mut Rng, script: Script) -> Script {
    match rng.below(4) {
        0 => script
            .text("Blocked ")
            .ioc(url(rng))
            .text(" and ")
            .ioc(ipv4(rng))
            .text(" at the gateway."),
        1 => script
            .text("Sender was ")
            .ioc(email(rng))
            .text(", link ")
            .ioc(url(rng))
            .text(" in the mail."),
        2 => script
            .text("Beacons to ")
            .ioc(domain(rng))
            .text(", ")
            .ioc(ipv6(rng))
            .text(" since noon."),
        _ => script
            .text("Sinkhole ")
            .ioc(domain(rng))
            .text("; it was ")
            .ioc(ipv4(rng))
            .text(" before."),
    }
}

fn ipv4(rng: &mut Rng) -> Ioc {
    let value = some::address(rng);
    let raw = match rng.below(4) {
        0 => value.replace('.', "(.)"),
        1 => value.replace('.', "[dot]"),
        2 => last_dot(&value, "[.]"),
        _ => value.replace('.', "[.]"),
    };
    Ioc::defanged(Kind::Ipv4, raw, value)
}

fn ipv6(rng: &mut Rng) -> Ioc {
    let value = some::ipv6(rng).value;
    Ioc::defanged(Kind::Ipv6, value.replace(':', "[:]"), value)
}

fn domain(rng: &mut Rng) -> Ioc {
    let value = some::host(rng);
    let raw = defang_host(rng, &value);
    Ioc::defanged(Kind::Domain, raw, value)
}

fn email(rng: &mut Rng) -> Ioc {
    let user = rng.pick(&some::USERS);
    let host = some::host(rng);
    let raw = match rng.below(3) {
        0 => format!("{user}[at]{}", host.replace('.', "[dot]")),
        1 => format!("{user}(at){}", host.replace('.', "(dot)")),
        _ => format!("{user}[@]{}", host.replace('.', "[.]")),
    };
    Ioc::defanged(Kind::Email, raw, format!("{user}@{host}"))
}

fn url(rng: &mut Rng) -> Ioc {
    let host = some::host(rng);
    let path = some::word(rng);
    let (scheme, plain) = rng.pick(&[
        ("hxxp://", "http://"),
        ("hXXps://", "https://"),
        ("hxxps[:]//", "https://"),
        ("http[:]//", "http://"),
    ]);
    let raw = format!("{scheme}{}/{path}", defang_host(rng, &host));
    Ioc::defanged(Kind::Url, raw, format!("{plain}{host}/{path}"))
}

fn defang_host(rng: &mut Rng, host: &str) -> String {
    match rng.below(3) {
        0 => host.replace('.', "(.)"),
        1 => last_dot(host, "[.]"),
        _ => host.replace('.', "[.]"),
    }
}

fn last_dot(text: &str, by: &str) -> String {
    match text.rsplit_once('.') {
        Some((head, tail)) => format!("{head}{by}{tail}"),
        None => text.to_owned(),
    }
}
