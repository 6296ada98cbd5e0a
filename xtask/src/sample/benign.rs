//! What goes on all day: ordinary programs, and noise that looks like something else.

use super::event::Event;
use super::indicator as some;
use super::rare;
use super::rng::Rng;
use super::script::{Ioc, Kind, Script};

/// An ordinary process.
pub(super) fn event(rng: &mut Rng) -> Event {
    match rng.below(12) {
        0..=2 => service(rng),
        3 => application(rng),
        4 => backup(rng),
        5 => install(rng),
        6 => linux(rng),
        7 => compiler(rng),
        8 => without_command_line(rng),
        _ => noise(rng),
    }
}

fn service(rng: &mut Rng) -> Event {
    let name = rng.pick(&[
        "Schedule",
        "BITS",
        "Themes",
        "EventSystem",
        "ProfSvc",
        "Winmgmt",
    ]);
    let command = Script::default()
        .ioc(Ioc::plain(
            Kind::WindowsPath,
            r"C:\Windows\System32\svchost.exe",
        ))
        .text(&format!(" -k netsvcs -p -s {name}"));
    Event::system(rng, "svchost.exe", command)
}

fn application(rng: &mut Rng) -> Event {
    let program = some::spaced_windows_path(rng);
    let image = program.value.clone();
    let command = Script::new("\"")
        .ioc(program)
        .text("\" --open \"")
        .ioc(some::windows_path(rng))
        .text("\"");
    Event::new(rng, &image, command)
}

fn backup(rng: &mut Rng) -> Event {
    let command = match rng.below(3) {
        0 => Script::new(r#"agent.exe --config {"target":""#)
            .ioc(some::escaped_windows_path(rng))
            .text(&format!(r#"","keep":{}}}"#, rng.between(3, 30))),
        1 => Script::new("robocopy.exe \"")
            .ioc(some::share(rng))
            .text("\" /mir /r:2 /w:5"),
        _ => Script::new("xcopy.exe ")
            .ioc(some::windows_path(rng))
            .text(" ")
            .ioc(some::windows_path(rng))
            .text(" /y"),
    };
    Event::system(rng, "robocopy.exe", command)
}

fn install(rng: &mut Rng) -> Event {
    let package = format!(
        r"C:\Users\{}\Downloads\Viewer Setup 4.8.{}.0.msi",
        rng.pick(&some::USERS),
        rng.between(300, 9999)
    );
    let command = Script::new("msiexec.exe /i \"")
        .ioc(Ioc::plain(Kind::WindowsPath, package))
        .text("\" /qn /norestart");
    Event::system(rng, "msiexec.exe", command)
}

fn linux(rng: &mut Rng) -> Event {
    let command = Script::new("wsl.exe -e ")
        .ioc(Ioc::plain(Kind::LinuxPath, "/usr/bin/python3"))
        .text(" ")
        .ioc(some::linux_path(rng))
        .text(" --level warn");
    Event::system(rng, "wsl.exe", command)
}

fn compiler(rng: &mut Rng) -> Event {
    const CSC: &str = r"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\csc.exe";
    let response = format!(
        r"C:\Users\{}\AppData\Local\Temp\{}.cmdline",
        rng.pick(&some::USERS),
        some::word(rng)
    );
    let command = Script::new("\"")
        .ioc(Ioc::plain(Kind::WindowsPath, CSC))
        .text("\" /noconfig @\"")
        .ioc(Ioc::plain(Kind::WindowsPath, response))
        .text("\"");
    Event::new(rng, CSC, command)
}

fn without_command_line(rng: &mut Rng) -> Event {
    let event = Event::system(rng, "dllhost.exe", Script::default());
    Event {
        command: event.command.filter(|_| rng.below(2) == 0),
        ..event
    }
}

/// Command lines that hold nothing, however much of it looks like an indicator or a payload; or one
/// thing that is seldom looked for.
fn noise(rng: &mut Rng) -> Event {
    let (program, text) = match rng.below(15) {
        0 => ("taskhostw.exe", format!("taskhostw.exe Install $(Arg0) /build 10.0.{}.1", rng.between(10_240, 22_631))),
        1 => ("schtasks.exe", format!("schtasks.exe /create /tn Report /sc daily /st 02:{:02}:00 /sd 01/31/2026", rng.below(60))),
        2 => return known(rng, "reg.exe", "reg.exe query ", rare::registry_key, " /v Updater /reg:64"),
        3 => return known(rng, "dllhost.exe", "dllhost.exe /Processid:{", rare::uuid, "}"),
        4 => ("rundll32.exe", format!("rundll32.exe app.dll,Start -ServerName:{}", app_package(rng))),
        5 => return known(rng, "netsh.exe", "netsh.exe dump mac=", rare::mac, " lease=08:12:30"),
        6 => ("certreq.exe", format!("certreq.exe -policy 1.3.6.1.4.1.{}.21.8", rng.between(300, 9999))),
        7 => return known(rng, "fc.exe", "fc.exe sha512:", |rng| rare::hex(rng, "sha512", 128), " image.iso"),
        8 => ("java.exe", format!("java.exe -Xmx512m com.contoso.billing.{}Main", camel(rng))),
        9 => ("mmc.exe", format!("mmc.exe /session {}{}{}", camel(rng), camel(rng), camel(rng))),
        10 => ("tracerpt.exe", format!("tracerpt.exe -id {} -code 0x{} -of csv", rng.hex(31), rng.hex(8))),
        11 => ("powershell.exe", "powershell.exe -c \"[Math]::Round([Environment]::WorkingSet/1MB); Get-Process | Sort-Object -Property Handles\"".to_owned()),
        12 => ("snmptool.exe", format!("snmptool.exe walk 256.{}.1.1 and/or 10.300.0.{}", rng.below(256), rng.below(256))),
        13 => ("whoami.exe", format!("whoami.exe /user S-1-5-21-{}-{}-1104", rng.below(4_000_000_000), rng.below(4_000_000_000))),
        _ => ("git.exe", "git.exe commit -m \"fix n/a in TCP/UDP table, see 3/4 @reviewer\" --author=build".to_owned()),
    };
    let command = Script::new(&text);
    Event::system(rng, program, command)
}

fn app_package(rng: &mut Rng) -> String {
    let publisher = rng.symbols(b"0123456789abcdefghjkmnpqrstvwxyz", 13);
    format!(
        "ContosoCalculator_10.{}.55.0_x64__{publisher}",
        rng.between(1000, 2999)
    )
}

fn camel(rng: &mut Rng) -> &'static str {
    rng.pick(&[
        "RestartManager",
        "SessionKeeper",
        "WindowPlacement",
        "ProviderHost",
        "InventoryReader",
        "DisplayAdapter",
    ])
}

fn known(
    rng: &mut Rng,
    program: &str,
    before: &str,
    ioc: fn(&mut Rng) -> Ioc,
    after: &str,
) -> Event {
    // A source of its own: what it draws is no business of the rows that follow.
    let ioc = ioc(&mut Rng::new(rng.next()));
    let command = Script::new(before).ioc(ioc).text(after);
    Event::system(rng, program, command)
}
