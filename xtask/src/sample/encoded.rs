//! Processes that were started with a payload on their command line.

use std::io;

use super::archive;
use super::event::Event;
use super::hidden;
use super::indicator as some;
use super::packed;
use super::payload::Payload;
use super::rng::Rng;
use super::script::{Ioc, Kind, Script};
use super::written;

/// A way of hiding something.
pub(super) type Way = fn(&mut Rng) -> io::Result<Script>;

/// The ways that Base64 takes; the others are in the modules [`written`] and [`packed`].
const WAYS: &[Way] = &[
    encoded_command,
    encoded_command,
    |rng| {
        Ok(from_base64(Payload::gzip(Payload::text(hidden::text(
            rng,
        )))?))
    },
    |rng| Ok(from_base64(zip(rng)?)),
    |rng| Ok(from_base64(tarball(rng)?)),
    staged,
    twice,
    many_times,
    in_a_url,
    wrapped,
    |rng| Ok(from_base64(nested_archives(rng)?)),
    |rng| {
        Ok(Script::new("echo ")
            .payload(Payload::text(hidden::text(rng)))
            .text(" > notes.b64"))
    },
];

/// The process that was started with the `number`th payload. The ways take turns.
pub(super) fn event(rng: &mut Rng, number: u64) -> io::Result<Event> {
    let ways: Vec<&Way> = WAYS
        .iter()
        .chain(written::WAYS)
        .chain(packed::WAYS)
        .collect();
    let turn = number % ways.len() as u64;
    let way = usize::try_from(turn).ok().and_then(|turn| ways.get(turn));
    let command = way.copied().unwrap_or(&(encoded_command as Way))(rng)?;
    Ok(Event::powershell(rng, command))
}

fn encoded_command(rng: &mut Rng) -> io::Result<Script> {
    let option = rng.pick(&["-enc", "-EncodedCommand", "-e", "/ec"]);
    Ok(
        Script::new(&format!("powershell.exe -NoP -W Hidden {option} "))
            .payload(Payload::utf16(hidden::powershell(rng))),
    )
}

pub(super) fn from_base64(payload: Payload) -> Script {
    loader(Script::new("powershell.exe -c \""), payload).text("\"")
}

fn loader(script: Script, payload: Payload) -> Script {
    script
        .text("$d=[Convert]::FromBase64String('")
        .payload(payload)
        .text("');$m=New-Object IO.MemoryStream(,$d);Invoke-Loader $m")
}

fn zip(rng: &mut Rng) -> io::Result<Payload> {
    Payload::zip(vec![
        ("readme.txt", Payload::text(hidden::text(rng))),
        ("bin/run.ps1", Payload::text(hidden::powershell(rng))),
        ("config.json", Payload::text(hidden::text(rng))),
    ])
}

fn tarball(rng: &mut Rng) -> io::Result<Payload> {
    let members = vec![
        ("etc/job.conf", Payload::text(hidden::text(rng))),
        ("notes.txt", Payload::text(hidden::text(rng))),
    ];
    let tar = Payload::archive("tar", archive::tar, members)?;
    Payload::gzip(tar)
}

fn nested_archives(rng: &mut Rng) -> io::Result<Payload> {
    let inner = Payload::zip(vec![("inner.txt", Payload::text(hidden::text(rng)))])?;
    let letter = Script::new("Content: ")
        .payload(Payload::text(hidden::text(rng)))
        .text("\n");
    Payload::zip(vec![
        ("inner.zip", inner),
        ("letter.txt", Payload::text(letter)),
    ])
}

/// UTF-16 that loads a compressed script.
fn staged(rng: &mut Rng) -> io::Result<Script> {
    let stage = Payload::gzip(Payload::text(hidden::text(rng)))?;
    let payload = Payload::utf16(loader(Script::default(), stage));
    Ok(Script::new("powershell.exe -nop -enc ").payload(payload))
}

fn twice(rng: &mut Rng) -> io::Result<Script> {
    let inner = Script::default().payload(Payload::text(hidden::text(rng)));
    Ok(Script::new("decoder.exe --twice ").payload(Payload::text(inner)))
}

fn many_times(rng: &mut Rng) -> io::Result<Script> {
    let layers = rng.between(3, 5);
    Ok((0..layers).fold(hidden::text(rng), |inside, _| {
        Script::new("x=").payload(Payload::text(inside))
    }))
}

/// The URL-safe alphabet in a query, where the URL is an indicator of its own.
fn in_a_url(rng: &mut Rng) -> io::Result<Script> {
    let payload = loop {
        // Only with `-` or `_` among its symbols can the alphabet be told from the standard one.
        let payload = Payload::text(Script::new(&format!(
            "~?{}~>user={}~?>status=ok~?>",
            rng.hex(8),
            some::word(rng)
        )))
        .url_safe();
        if payload.encoded().contains(['-', '_']) {
            break payload;
        }
    };
    let url = format!("https://{}/ping?d=", some::host(rng));
    let encoded = payload.encoded();
    Ok(Script::new("curl.exe \"")
        .ioc_around(
            Ioc::plain(Kind::Url, format!("{url}{encoded}")),
            url.len(),
            payload,
        )
        .text("\""))
}

/// Base64 over several lines of 64 symbols, as mail and PEM have it.
fn wrapped(rng: &mut Rng) -> io::Result<Script> {
    let payload = Payload::zip(vec![
        ("a.txt", Payload::text(hidden::text(rng))),
        ("b.txt", Payload::text(hidden::text(rng))),
    ])?;
    let lines = wrap(&payload.encoded(), 64);
    Ok(Script::new("powershell.exe -c \"$b=@'\r\n")
        .payload_as(payload, &lines)
        .text("\r\n'@\""))
}

fn wrap(encoded: &str, width: usize) -> String {
    let mut out = String::new();
    for (index, symbol) in encoded.chars().enumerate() {
        if index > 0 && index % width == 0 {
            out.push_str("\r\n");
        }
        out.push(symbol);
    }
    out
}
