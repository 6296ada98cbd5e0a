//! Programs that talk to the network or handle files by digest, with the indicators in plain sight.

use super::event::Event;
use super::indicator as some;
use super::rng::Rng;
use super::script::{Kind, Script};

/// A process with indicators on its command line.
pub(super) fn event(rng: &mut Rng) -> Event {
    let (program, command) = match rng.below(16) {
        0 => ("curl.exe", download(rng)),
        1 => (
            "bitsadmin.exe",
            Script::new("bitsadmin.exe /transfer job1 ")
                .ioc(some::url(rng))
                .text(" ")
                .ioc(some::windows_path(rng)),
        ),
        2 => (
            "nslookup.exe",
            Script::new("nslookup.exe -type=TXT ")
                .ioc(some::domain(rng))
                .text(" ")
                .ioc(some::private_ipv4(rng)),
        ),
        3 => (
            "ping.exe",
            Script::new("ping.exe -n 3 ").ioc(some::ipv4(rng)),
        ),
        4 => (
            "ping.exe",
            Script::new("ping.exe -6 ")
                .ioc(some::ipv6(rng))
                .text(" -w 500"),
        ),
        5 => (
            "netsh.exe",
            Script::new("netsh.exe portproxy add v6tov4 listen=")
                .ioc(some::ipv6_in_full(rng))
                .text(" connect=")
                .ioc(some::private_ipv4(rng)),
        ),
        6 => (
            "certutil.exe",
            Script::new("certutil.exe -urlcache -f ")
                .ioc(some::url(rng))
                .text(" ")
                .ioc(some::windows_path(rng)),
        ),
        7 => (
            "certutil.exe",
            Script::new("certutil.exe -verifystore my ").ioc(some::digest(rng, Kind::Sha1)),
        ),
        8 => ("hashcheck.exe", hash_list(rng)),
        9 => ("mailer.exe", mail(rng)),
        10 => (
            "ssh.exe",
            Script::new("ssh.exe -p 2222 -L 8443:")
                .ioc(some::private_ipv4(rng))
                .text(":443 ")
                .ioc(some::domain(rng)),
        ),
        11 => (
            "git.exe",
            Script::new("git.exe fetch --prune '")
                .ioc(some::url(rng))
                .text("', then gc"),
        ),
        12 => ("browser.exe", redirect(rng)),
        13 => (
            "browser.exe",
            Script::new("browser.exe --app=\"")
                .ioc(some::url_with_ipv6(rng))
                .text("\""),
        ),
        14 => (
            "nltest.exe",
            Script::new("nltest.exe /dsgetdc:")
                .ioc(some::domain_in_capitals(rng))
                .text(" /force"),
        ),
        _ => (
            "tar.exe",
            Script::new("tar.exe -cf backup.tar ")
                .ioc(some::windows_path(rng))
                .text(" && scp ")
                .ioc(some::linux_path(rng)),
        ),
    };
    Event::system(rng, program, command)
}

/// One of many failed log-ons from the same address.
pub(super) fn logon_attempt(rng: &mut Rng, address: &str) -> Event {
    let user = rng.pick(&some::USERS);
    let ioc = super::script::Ioc::plain(Kind::Ipv4, address);
    let command = Script::new(&format!("net.exe use /user:{user} ipc from ")).ioc(ioc);
    Event::system(rng, "net.exe", command)
}

fn download(rng: &mut Rng) -> Script {
    Script::new("curl.exe -sS -o \"")
        .ioc(some::windows_path(rng))
        .text("\" \"")
        .ioc(some::url(rng))
        .text("\" --connect-to ")
        .ioc(some::domain(rng))
        .text(":443")
}

fn hash_list(rng: &mut Rng) -> Script {
    Script::new("hashcheck.exe --md5=")
        .ioc(some::digest(rng, Kind::Md5))
        .text(" --sha256=")
        .ioc(some::digest(rng, Kind::Sha256))
        .text(" --file=")
        .ioc(some::windows_path(rng))
}

fn mail(rng: &mut Rng) -> Script {
    Script::new("mailer.exe /to <")
        .ioc(some::email(rng))
        .text(">, cc=")
        .ioc(some::email(rng))
        .text(" /subject \"Weekly report\"")
}

fn redirect(rng: &mut Rng) -> Script {
    let (outer, inner) = some::redirect(rng);
    Script::new("browser.exe \"")
        .ioc_with(outer, inner)
        .text("\" --new-window")
}
