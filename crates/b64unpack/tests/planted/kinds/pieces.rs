//! What a script or a shell puts together.

use super::written::hex;
use super::*;

pub(super) const ALL: &[Kind] = &[
    ("joined by PowerShell", |rng| joined(rng, "'", "+")),
    ("joined by JavaScript", |rng| joined(rng, "\"", " + ")),
    ("joined in html", |rng| joined(rng, "&quot;", "+")),
    ("joined in xml", |rng| joined(rng, "&#39;", " + ")),
    ("joined in json", |rng| joined(rng, "\\u0027", "+")),
    ("joined in json, spaced", |rng| {
        joined(rng, "\\u0022", " + ")
    }),
    ("joined in json, escaped", |rng| joined(rng, "\\\"", "+")),
    ("adjacent literals", |rng| adjacent(rng, "'", " ")),
    ("adjacent literals over lines", |rng| {
        adjacent(rng, "\"", "\n  ")
    }),
    ("-join", |rng| {
        listed(rng, |pieces| match pieces.len() % 3 {
            0 => format!("('{}') -join ''", pieces.join("','")),
            1 => format!("-join('{}')", pieces.join("', '")),
            _ => format!("[string]::Join('','{}')", pieces.join("','")),
        })
    }),
    ("join()", |rng| {
        listed(rng, |pieces| match pieces.len() % 2 {
            0 => format!("['{}'].join('')", pieces.join("','")),
            _ => format!("''.join([\"{}\"])", pieces.join("\", \"")),
        })
    }),
    ("-f", format_operator),
    ("carets", |rng| escaped(rng, '^')),
    ("backticks", |rng| escaped(rng, '`')),
    ("hex in pieces", |rng| {
        listed(rng, |pieces| {
            let text = STANDARD.decode(pieces.concat()).unwrap();
            let digits = hex(&text);
            let pieces: Vec<&str> = digits
                .as_bytes()
                .chunks(10)
                .map(|piece| std::str::from_utf8(piece).unwrap())
                .collect();
            format!("'{}'", pieces.join("'+'"))
        })
    }),
];

fn joined(rng: &mut Rng, quote: &str, plus: &str) -> Planted {
    let hidden = script(rng, 30).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let mut text = format!("x={quote}");
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(rng.between(2, 12).min(rest.len()));
        text.push_str(piece);
        rest = more;
        if !rest.is_empty() {
            text.push_str(&format!("{quote}{plus}{quote}"));
        }
    }
    text.push_str(quote);
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

/// Literals of 16 symbols and more.
fn adjacent(rng: &mut Rng, quote: &str, between: &str) -> Planted {
    let hidden = script(rng, 60).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let width = rng.between(16, 40);
    let pieces: Vec<&str> = encoded
        .as_bytes()
        .chunks(width)
        .map(|piece| std::str::from_utf8(piece).unwrap())
        .collect();
    let pieces = pieces.join(&format!("{quote}{between}{quote}"));
    Planted {
        text: format!("x = ({quote}{pieces}{quote})").into_bytes(),
        hidden,
    }
}

/// A script that has the pieces of something encoded.
fn listed(rng: &mut Rng, write: impl Fn(&[&str]) -> String) -> Planted {
    let hidden = script(rng, 24).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let (mut pieces, mut rest) = (Vec::new(), encoded.as_str());
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(rng.between(1, 20).min(rest.len()));
        pieces.push(piece);
        rest = more;
    }
    let text = format!("$x = {}; run $x", write(&pieces));
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

/// Two to ten pieces in an order of their own.
fn format_operator(rng: &mut Rng) -> Planted {
    let hidden = script(rng, 24).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let len = encoded.len() / rng.between(2, 9) + 1;
    let mut pieces: Vec<(usize, &[u8])> = encoded.as_bytes().chunks(len).enumerate().collect();
    for place in (1..pieces.len()).rev() {
        pieces.swap(place, rng.below(place + 1));
    }
    let place_of = |piece: usize| pieces.iter().position(|(of, _)| *of == piece).unwrap();
    let format: String = (0..pieces.len())
        .map(|piece| format!("{{{}}}", place_of(piece)))
        .collect();
    let strings: Vec<&str> = pieces
        .iter()
        .map(|(_, piece)| std::str::from_utf8(piece).unwrap())
        .collect();
    let text = format!("$x = (\"{format}\" -f '{}')", strings.join("','"));
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn escaped(rng: &mut Rng, escape: char) -> Planted {
    let hidden = wide(&script(rng, 24), u16::to_le_bytes);
    let mut text = format!("cmd /c power{escape}shell -e{escape}nc ");
    for (place, symbol) in STANDARD.encode(&hidden).chars().enumerate() {
        if place > 0 && symbol != '=' && rng.below(6) == 0 {
            text.push(escape);
        }
        text.push(symbol);
    }
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}
