//! Base64 as it stands: alphabets, lines, the width of characters.

use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use super::*;

pub(super) const ALL: &[Kind] = &[
    ("standard, padded", |rng| plain(rng, |b| STANDARD.encode(b))),
    ("standard, unpadded", |rng| {
        plain(rng, |b| STANDARD_NO_PAD.encode(b))
    }),
    ("url-safe", |rng| plain(rng, |b| URL_SAFE.encode(b))),
    ("url-safe, unpadded", |rng| {
        plain(rng, |b| URL_SAFE_NO_PAD.encode(b))
    }),
    ("mixed alphabets", mixed),
    ("utf-16be", |rng| {
        plain_bytes(rng, |text| wide(text, u16::to_be_bytes))
    }),
    ("in utf-16le text", in_wide),
    ("wrapped at 64", |rng| wrapped(rng, 64, "\r\n")),
    ("wrapped at 76", |rng| wrapped(rng, 76, "\n")),
    ("wrapped in json", |rng| wrapped(rng, 76, "\\r\\n")),
    ("wrapped in json, \\n", |rng| wrapped(rng, 64, "\\n")),
    ("base64 of russian", |rng| {
        let word = ["привет", "пароль", "сервер", "запуск"];
        let hidden = format!(
            "{} {} {}",
            rng.pick(&word),
            rng.pick(&word),
            rng.pick(&word)
        );
        say(rng, &STANDARD.encode(&hidden), hidden.into_bytes())
    }),
    ("json string", |rng| {
        let hidden = script(rng, 24).into_bytes();
        let text = format!(
            "{{\"cmd\":\"{}\",\"n\":1}}",
            STANDARD.encode(&hidden).replace('/', "\\/")
        );
        Planted {
            text: text.into_bytes(),
            hidden,
        }
    }),
];

fn mixed(rng: &mut Rng) -> Planted {
    loop {
        let mut hidden = script(rng, 24);
        hidden.push_str(" >>??~~ ~~??>> ??>>");
        let encoded = STANDARD.encode(&hidden);
        let mut symbols = 0;
        let mixed: String = encoded
            .chars()
            .map(|c| match c {
                '+' | '/' => {
                    symbols += 1;
                    match (symbols % 2, c) {
                        (0, '+') => '-',
                        (0, _) => '_',
                        _ => c,
                    }
                }
                _ => c,
            })
            .collect();
        if symbols >= 2 {
            return say(rng, &mixed, hidden.into_bytes());
        }
    }
}

fn wrapped(rng: &mut Rng, width: usize, end: &str) -> Planted {
    let hidden = script(rng, 150).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let lines: Vec<&str> = encoded
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    let text = format!("MIME-Version: 1.0{end}{end}{}{end}", lines.join(end));
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn in_wide(rng: &mut Rng) -> Planted {
    let planted = plain(rng, |b| STANDARD.encode(b));
    let text = String::from_utf8(planted.text).unwrap();
    Planted {
        text: wide(&text, u16::to_le_bytes),
        hidden: planted.hidden,
    }
}
