//! One thing in another, and things bent.

use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::packed::{deflate, gzip, packed, zip, zlib};
use super::written::hex;
use super::*;
use crate::contents::{program, short};

pub(super) const ALL: &[Kind] = &[
    ("gzip twice", |rng| {
        packed(rng, "GzipStream", |b| gzip(&gzip(b)))
    }),
    ("three layers", |rng| {
        plain(rng, |b| {
            STANDARD.encode(STANDARD.encode(STANDARD.encode(b)))
        })
    }),
    ("base64 in zip in base64", |rng| {
        packed(rng, "ZipArchive", |b| {
            zip(STANDARD.encode(b).as_bytes(), false)
        })
    }),
    ("hex of base64", |rng| {
        plain(rng, |b| hex(STANDARD.encode(b).as_bytes()))
    }),
    ("percent of base64", |rng| {
        plain(rng, |b| {
            STANDARD
                .encode(b)
                .replace('+', "%2B")
                .replace('/', "%2F")
                .replace('=', "%3D")
        })
    }),
    ("xor", xor),
    ("reversed", |rng| {
        plain(rng, |b| STANDARD.encode(b).chars().rev().collect())
    }),
    ("rot13", |rng| plain(rng, |b| rot13(&STANDARD.encode(b)))),
    ("-enc around gzip", |rng| {
        let hidden = script(rng, 60).into_bytes();
        let inner = format!(
            "$s=New-Object IO.MemoryStream(,[Convert]::FromBase64String('{}'));IEX (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream($s,[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()",
            STANDARD.encode(gzip(&hidden))
        );
        let outer = STANDARD.encode(wide(&inner, u16::to_le_bytes));
        Planted::new(
            format!("powershell -nop -w hidden -encodedcommand {outer}"),
            hidden,
        )
    }),
    ("-enc around -enc", |rng| {
        let hidden = wide(&script(rng, 24), u16::to_le_bytes);
        let inner = format!("powershell -enc {}", STANDARD.encode(&hidden));
        let outer = STANDARD.encode(wide(&inner, u16::to_le_bytes));
        Planted::new(format!("powershell -e {outer}"), hidden)
    }),
    ("twice, utf-16le inside", |rng| {
        let hidden = wide(&script(rng, 24), u16::to_le_bytes);
        let text = STANDARD.encode(STANDARD.encode(&hidden));
        say(rng, &text, hidden)
    }),
    ("gzip of utf-16le", |rng| {
        let hidden = wide(&script(rng, 40), u16::to_le_bytes);
        let text = STANDARD.encode(gzip(&hidden));
        say(rng, &text, hidden)
    }),
    ("gzip, short, no context", |rng| {
        let hidden = short(rng).into_bytes();
        let text = STANDARD.encode(gzip(&hidden));
        say(rng, &text, hidden)
    }),
    ("zlib, python", |rng| {
        let hidden = script(rng, 30).into_bytes();
        let text = format!(
            "python3 -c \"import zlib,base64;exec(zlib.decompress(base64.b64decode('{}')))\"",
            STANDARD.encode(zlib(&hidden))
        );
        Planted::new(text, hidden)
    }),
    ("gzinflate, php", |rng| {
        let hidden = script(rng, 30).into_bytes();
        let text = format!(
            "<?php eval(gzinflate(base64_decode('{}'))); ?>",
            STANDARD.encode(deflate(&hidden))
        );
        Planted::new(text, hidden)
    }),
    ("deflate, no context", |rng| {
        let hidden = script(rng, 60).into_bytes();
        let text = STANDARD.encode(deflate(&hidden));
        say(rng, &text, hidden)
    }),
    ("gunzip of a shell", |rng| {
        let hidden = script(rng, 30).into_bytes();
        let text = format!(
            "echo {} | base64 -d | gunzip | sh",
            STANDARD.encode(gzip(&hidden))
        );
        Planted::new(text, hidden)
    }),
    ("gzip in base64url", |rng| {
        let hidden = script(rng, 30).into_bytes();
        let text = URL_SAFE_NO_PAD.encode(gzip(&hidden));
        say(rng, &text, hidden)
    }),
    ("gzip in hex", |rng| {
        let hidden = script(rng, 30).into_bytes();
        let text = each(&gzip(&hidden), |byte| format!("{byte:02x}"), "");
        say(rng, &text, hidden)
    }),
    ("program in hex", |rng| {
        let hidden = program(rng);
        let text = each(&hidden, |byte| format!("{byte:02x}"), "");
        say(rng, &text, hidden)
    }),
    ("program in gzip", |rng| {
        let hidden = program(rng);
        let text = STANDARD.encode(gzip(&hidden));
        say(rng, &text, hidden)
    }),
    ("program in zip, infected", |rng| {
        let hidden = program(rng);
        let text = STANDARD.encode(zip(&hidden, true));
        say(rng, &text, hidden)
    }),
    ("utf-16le in hex", |rng| {
        let hidden = wide(&script(rng, 24), u16::to_le_bytes);
        let text = each(&hidden, |byte| format!("{byte:02x}"), "");
        say(rng, &text, hidden)
    }),
    ("percent of all of base64", |rng| {
        let hidden = script(rng, 24).into_bytes();
        let text = each(
            STANDARD.encode(&hidden).as_bytes(),
            |byte| format!("%{byte:02X}"),
            "",
        );
        say(rng, &text, hidden)
    }),
    ("base64 of percent", |rng| {
        let hidden = script(rng, 24).into_bytes();
        let text = STANDARD.encode(each(&hidden, |byte| format!("%{byte:02X}"), ""));
        say(rng, &text, hidden)
    }),
    ("base64 in json in base64", |rng| {
        let hidden = script(rng, 24).into_bytes();
        let inner = format!(
            "{{\"id\":{},\"cmd\":\"{}\"}}",
            rng.below(100),
            STANDARD.encode(&hidden)
        );
        let text = STANDARD.encode(inner);
        say(rng, &text, hidden)
    }),
    ("base64 in xml in base64", |rng| {
        let hidden = script(rng, 24).into_bytes();
        let inner = format!(
            "<?xml version=\"1.0\"?><r><c>{}</c></r>",
            STANDARD.encode(&hidden)
        );
        let text = STANDARD.encode(inner);
        say(rng, &text, hidden)
    }),
    ("fromCharCode in base64", |rng| {
        let hidden = script(rng, 24).into_bytes();
        let codes = each(&hidden, |byte| byte.to_string(), ",");
        let text = STANDARD.encode(format!("eval(String.fromCharCode({codes}))"));
        say(rng, &text, hidden)
    }),
    ("xor of a script", |rng| {
        bent(rng, |rng| script(rng, 60).into_bytes())
    }),
    ("xor of utf-16le", |rng| {
        bent(rng, |rng| wide(&script(rng, 40), u16::to_le_bytes))
    }),
    ("xor of gzip", |rng| {
        let hidden = script(rng, 60).into_bytes();
        let key = rng.between(1, 255) as u8;
        let bent: Vec<u8> = gzip(&hidden).iter().map(|byte| byte ^ key).collect();
        say(rng, &STANDARD.encode(bent), hidden)
    }),
    ("xor in hex", |rng| {
        let hidden = program(rng);
        let key = rng.between(1, 255) as u8;
        let text = each(&hidden, |byte| format!("{:02x}", byte ^ key), "");
        say(rng, &text, hidden)
    }),
    ("xor -bxor", |rng| {
        let hidden = script(rng, 60).into_bytes();
        let key = rng.between(1, 255) as u8;
        let bent: Vec<u8> = hidden.iter().map(|byte| byte ^ key).collect();
        let text = format!(
            "$b=[Convert]::FromBase64String('{}');for($i=0;$i -lt $b.Length;$i++){{$b[$i]=$b[$i] -bxor {key}}}",
            STANDARD.encode(bent)
        );
        Planted::new(text, hidden)
    }),
    ("reversed, utf-16le", |rng| {
        let hidden = wide(&script(rng, 24), u16::to_le_bytes);
        let text: String = STANDARD.encode(&hidden).chars().rev().collect();
        Planted::new(
            format!("$x='{text}';$y=$x[-1..-($x.Length)] -join ''"),
            hidden,
        )
    }),
    ("reversed program", |rng| {
        let hidden = program(rng);
        let text: String = STANDARD.encode(&hidden).chars().rev().collect();
        say(rng, &text, hidden)
    }),
    ("reversed gzip", |rng| {
        let hidden = script(rng, 40).into_bytes();
        let text: String = STANDARD.encode(gzip(&hidden)).chars().rev().collect();
        say(rng, &text, hidden)
    }),
    ("rot13 of a program", |rng| {
        let hidden = program(rng);
        say(rng, &rot13(&STANDARD.encode(&hidden)), hidden)
    }),
    ("five layers", |rng| {
        let hidden = script(rng, 24).into_bytes();
        let mut text = STANDARD.encode(&hidden);
        for _ in 0..4 {
            text = STANDARD.encode(text);
        }
        say(rng, &text, hidden)
    }),
    ("shellcode", |rng| {
        let mut hidden = b"\xfc\x48\x83\xe4\xf0\xe8\xc0\0\0\0".to_vec();
        hidden.extend(rng.bytes(190));
        let text = format!(
            "[Byte[]]$b = [System.Convert]::FromBase64String(\"{}\")",
            STANDARD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
];

fn xor(rng: &mut Rng) -> Planted {
    let hidden = program(rng);
    let key = rng.between(1, 255) as u8;
    let bent: Vec<u8> = hidden.iter().map(|byte| byte ^ key).collect();
    say(rng, &STANDARD.encode(bent), hidden)
}

fn rot13(text: &str) -> String {
    let turn = |c: char, first: u8| char::from(first + (c as u8 - first + 13) % 26);
    text.chars()
        .map(|c| match c {
            'a'..='z' => turn(c, b'a'),
            'A'..='Z' => turn(c, b'A'),
            _ => c,
        })
        .collect()
}

/// Under one key, behind a name.
fn bent(rng: &mut Rng, make: impl Fn(&mut Rng) -> Vec<u8>) -> Planted {
    let hidden = make(rng);
    let key = rng.between(1, 255) as u8;
    let bent: Vec<u8> = hidden.iter().map(|byte| byte ^ key).collect();
    say(rng, &STANDARD.encode(bent), hidden)
}
