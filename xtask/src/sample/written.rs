//! Command lines with a payload in each of the encodings, and in each of the ways to write them.

use std::io;

use super::encoded::Way;
use super::hidden;
use super::payload::Payload;
use super::rng::Rng;
use super::script::Script;
use super::spelling as spell;

pub(super) const WAYS: &[Way] = &[
    |rng| {
        Ok(call(
            "x='",
            rng,
            "base64",
            |b| spell::joined(b, "'+'"),
            "';run(x)",
        ))
    },
    |rng| {
        Ok(call(
            "x=\"",
            rng,
            "base64",
            |b| spell::joined(b, "\" + \""),
            "\";run(x)",
        ))
    },
    |rng| Ok(short(rng)),
    |rng| Ok(escaped(rng, '^')),
    |rng| Ok(escaped(rng, '`')),
    |rng| Ok(data_uri(rng)),
    |rng| Ok(big_endian(rng)),
    |rng| Ok(mixed(rng)),
    |rng| Ok(call("$x=\"", rng, "base64reversed", spell::reversed, "\"")),
    |rng| Ok(call("$x=\"", rng, "base64rot13", spell::rot13, "\"")),
    |rng| {
        Ok(call(
            "loader.exe --data=",
            rng,
            "hex",
            |b| spell::hex(b, "", ""),
            "",
        ))
    },
    |rng| {
        Ok(call(
            "printf \"",
            rng,
            "hex",
            |b| spell::hex(b, "\\x", ""),
            "\"",
        ))
    },
    |rng| Ok(call("$b=@(", rng, "hex", |b| spell::hex(b, "0x", ","), ")")),
    |rng| {
        Ok(call(
            "loader.exe /x \"",
            rng,
            "hex",
            |b| spell::hex(b, "", " "),
            "\"",
        ))
    },
    |rng| Ok(call("loader.exe /d \"", rng, "base32", spell::base32, "\"")),
    |rng| Ok(call("b85decode('", rng, "base85", spell::base85, "')")),
    |rng| Ok(call("$x='", rng, "ascii85", ascii85, "'")),
    |rng| Ok(z85(rng)),
    |rng| Ok(call("unescape('", rng, "percent", spell::percent, "')")),
    |rng| Ok(call("unescape('", rng, "percent-u", spell::percent_u, "')")),
    |rng| {
        Ok(call(
            "eval(String.fromCharCode(",
            rng,
            "charcodes",
            |b| spell::decimal(b, "", ","),
            "))",
        ))
    },
    |rng| {
        Ok(call(
            "iex (",
            rng,
            "charcodes",
            |b| spell::decimal(b, "[char]", "+"),
            ")",
        ))
    },
    xor,
];

/// A text of ASCII in `encoding`, between two pieces of a command.
fn call(
    before: &str,
    rng: &mut Rng,
    encoding: &'static str,
    encode: impl Fn(&[u8]) -> String,
    after: &str,
) -> Script {
    let payload = Payload::text(hidden::powershell(rng)).in_encoding(encoding);
    let encoded = encode(&payload.bytes);
    Script::new(before)
        .payload_as(payload, &encoded)
        .text(after)
}

/// Too short to be believed anywhere else.
fn short(rng: &mut Rng) -> Script {
    let command = rng.pick(&["dir", "whoami", "calc", "tasklist"]);
    Script::new("powershell.exe -nop -enc ").payload(Payload::utf16(Script::new(command)))
}

/// A command line with an escape that the shell drops.
fn escaped(rng: &mut Rng, escape: char) -> Script {
    let payload = Payload::utf16(hidden::powershell(rng));
    let encoded = spell::escaped(&payload.bytes, escape);
    Script::new(&format!("power{escape}shell -e{escape}nc ")).payload_as(payload, &encoded)
}

fn data_uri(rng: &mut Rng) -> Script {
    let page = Script::new("<script>")
        .text("window.resizeTo(1,1);window.close()")
        .text(rng.pick(&["</script>", ";</script>"]));
    Script::new("mshta.exe \"data:text/plain;base64,")
        .payload(Payload::text(page))
        .text("\"")
}

/// UTF-16BE text that loads Base64.
fn big_endian(rng: &mut Rng) -> Script {
    let inner = Script::new("decode this: ")
        .payload(Payload::text(hidden::text(rng)))
        .text(" and run it");
    Script::new("loader.exe --be ").payload(Payload::utf16_be(inner))
}

/// Symbols of both alphabets, as lenient decoders take them.
fn mixed(rng: &mut Rng) -> Script {
    let payload = loop {
        let text = format!(
            "What now??> Is it fine~~? Please answer soon, said the clerk of desk {}??> Thanks",
            rng.hex(8)
        );
        let payload = Payload::text(Script::new(&text)).in_encoding("base64mixed");
        let encoded = spell::mixed(&payload.bytes);
        if encoded.contains(['-', '_']) && encoded.contains(['+', '/']) {
            break payload;
        }
    };
    let encoded = spell::mixed(&payload.bytes);
    Script::new("decoder.exe --lenient ").payload_as(payload, &encoded)
}

fn z85(rng: &mut Rng) -> Script {
    let mut script = hidden::powershell(rng);
    while !script.as_str().len().is_multiple_of(4) {
        script = script.text(" ");
    }
    let payload = Payload::text(script).in_encoding("z85");
    let encoded = spell::z85(&payload.bytes);
    Script::new("$x=\"")
        .payload_as(payload, &encoded)
        .text("\"")
}

fn ascii85(bytes: &[u8]) -> String {
    spell::ascii85(bytes)
}

fn xor(rng: &mut Rng) -> io::Result<Script> {
    let key = u8::try_from(rng.between(0x80, 0xff)).unwrap_or(0xff);
    let payload = Payload::text(hidden::text(rng)).xor(key);
    Ok(Script::new("loader.exe --xor ").payload(payload))
}
