//! What a log, a message or a file writes around a payload, and what it does to it.

use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::commands::lines;
use super::*;
use crate::contents::program;

pub(super) const ALL: &[Kind] = &[
    ("event in json", |rng| {
        let hidden = wide(&script(rng, 24), u16::to_le_bytes);
        let text = format!(
            "{{\"EventID\":4688,\"CommandLine\":\"\\\"C:\\\\Windows\\\\powershell.exe\\\" -enc {}\",\"User\":\"{}\"}}",
            STANDARD.encode(&hidden),
            rng.word(4, 9)
        );
        Planted::new(text, hidden)
    }),
    ("event in xml", |rng| {
        let hidden = wide(&script(rng, 24), u16::to_le_bytes);
        let text = format!(
            "<Data Name='CommandLine'>&quot;C:\\Windows\\powershell.exe&quot; -NoP -enc {}</Data><Data Name='User'>{}</Data>",
            STANDARD.encode(&hidden),
            rng.word(4, 9)
        );
        Planted::new(text, hidden)
    }),
    ("element of xml", |rng| {
        let hidden = script(rng, 24);
        let text = format!("<value>{}</value>", STANDARD.encode(&hidden));
        Planted::new(text, hidden)
    }),
    ("attribute of xml, lines", |rng| {
        let hidden = script(rng, 150);
        let end = rng.pick(&["&#xD;&#xA;", "&#10;", "&#xA;", "&#13;&#10;"]);
        let text = format!(
            "<x data=\"{}\"/>",
            lines(&STANDARD.encode(&hidden), 76, end)
        );
        Planted::new(text, hidden)
    }),
    ("indented lines", |rng| {
        let hidden = script(rng, 150);
        let end = rng.pick(&["\n  ", "\n    ", "\r\n\t", "\n      "]);
        let text = format!(
            "data:{end}{}\nkind: Secret\n",
            lines(&STANDARD.encode(&hidden), 64, end)
        );
        Planted::new(text, hidden)
    }),
    ("ldif", |rng| {
        let hidden = script(rng, 150);
        let text = format!(
            "dn: cn=a\nuserCertificate:: {}\nsn: b\n",
            lines(&STANDARD.encode(&hidden), 76, "\n ")
        );
        Planted::new(text, hidden)
    }),
    ("quoted-printable", |rng| {
        let hidden = script(rng, 150);
        let encoded = STANDARD.encode(&hidden).replace('=', "=3D");
        Planted::new(format!("<p>{}</p>", lines(&encoded, 72, "=\r\n")), hidden)
    }),
    ("quoted line by line, csv", |rng| {
        let hidden = script(rng, 24);
        let text = format!(
            "2024-01-02,host1,\"powershell -c \"\"{}\"\"\",0\n",
            STANDARD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
    ("email part", |rng| {
        let hidden = program(rng);
        let text = format!(
            "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
            lines(&STANDARD.encode(&hidden), 76, "\r\n")
        );
        Planted::new(text, hidden)
    }),
    ("query of an address", |rng| {
        let hidden = script(rng, 24);
        let text = format!(
            "GET /{}?id={}&d={}&v=1 HTTP/1.1",
            rng.word(3, 8),
            rng.below(1000),
            URL_SAFE_NO_PAD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
    ("query, percent for its symbols", |rng| {
        let hidden = script(rng, 24);
        let encoded = STANDARD.encode(&hidden);
        let encoded = encoded
            .replace('+', "%2b")
            .replace('/', "%2f")
            .replace('=', "%3d");
        let text = format!("http://{}.example/?q={encoded}&z=1", rng.word(4, 9));
        Planted::new(text, hidden)
    }),
    ("path of an address", |rng| {
        let hidden = script(rng, 24);
        let text = format!(
            "https://{}.example/{}/{}",
            rng.word(4, 9),
            rng.word(2, 8),
            URL_SAFE_NO_PAD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
    ("web token", |rng| {
        let hidden = format!(
            "{{\"sub\":\"{}\",\"admin\":true,\"n\":{}}}",
            rng.word(5, 9),
            rng.below(1000)
        );
        let head = URL_SAFE_NO_PAD.encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        let text = format!(
            "Authorization: Bearer {head}.{}.{}",
            URL_SAFE_NO_PAD.encode(&hidden),
            URL_SAFE_NO_PAD.encode(rng.bytes(32))
        );
        Planted::new(text, hidden)
    }),
    ("basic authorization", |rng| {
        let hidden = format!("{}:P@ss{}", rng.word(5, 9), rng.below(1000));
        let text = format!("Authorization: Basic {}\r\n", STANDARD.encode(&hidden));
        Planted::new(text, hidden)
    }),
    ("cookie", |rng| {
        let hidden = script(rng, 24);
        let text = format!(
            "Cookie: sid={}; data={}; theme=dark",
            rng.word(8, 12),
            STANDARD_NO_PAD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
    ("yaml, ini, environment", |rng| {
        let hidden = script(rng, 24);
        let encoded = STANDARD.encode(&hidden);
        let text = match rng.below(4) {
            0 => format!("spec:\n  command: {encoded}\n"),
            1 => format!("[run]\r\npayload={encoded}\r\n"),
            2 => format!("export P={encoded}; sh -c \"$P\""),
            _ => format!("set P={encoded}&&call %P%"),
        };
        Planted::new(text, hidden)
    }),
    ("two padded ones glued", |rng| {
        // The first has padding, so that the second begins behind it.
        let mut first = script(rng, 24);
        while first.len() % 3 == 0 {
            first.push('!');
        }
        let hidden = script(rng, 24);
        let text = STANDARD.encode(first) + &STANDARD.encode(&hidden);
        say(rng, &text, hidden.into_bytes())
    }),
    ("one behind the other, a line each", |rng| {
        // Padded, as a line of whole groups may be the first of a block.
        let mut line = |least| {
            let mut text = script(rng, least);
            while text.len() % 3 == 0 {
                text.push(' ');
            }
            text
        };
        let (hidden, others) = (line(24), [line(24), line(60)]);
        let text = format!(
            "{}\n{}\n{}\n",
            STANDARD.encode(&others[0]),
            STANDARD.encode(&hidden),
            STANDARD.encode(&others[1])
        );
        Planted::new(text, hidden)
    }),
    ("cut by the log", |rng| {
        // Three of four bytes come out of what is left.
        let mut hidden = wide(&script(rng, 100), u16::to_le_bytes);
        let encoded = STANDARD.encode(&hidden);
        let kept = rng.between(80, 120);
        hidden.truncate(kept / 4 * 3 + [0, 0, 1, 2][kept % 4]);
        Planted::new(format!("powershell -enc {}", &encoded[..kept]), hidden)
    }),
    ("data uri, no type", |rng| {
        let hidden = script(rng, 24);
        let head = rng.pick(&[
            "data:;base64,",
            "data:text/html;charset=utf-8;base64,",
            "data:application/x-sh;name=a.sh;base64,",
            "DATA:text/javascript;BASE64,",
        ]);
        Planted::new(
            format!("<a href=\"{head}{}\">", STANDARD.encode(&hidden)),
            hidden,
        )
    }),
    ("registry, binary", |rng| {
        let hidden = program(rng);
        let digits = each(&hidden, |byte| format!("{byte:02x}"), "");
        let text = format!(
            "reg add HKCU\\Software\\{} /v a /t REG_BINARY /d {digits} /f",
            rng.word(4, 8)
        );
        Planted::new(text, hidden)
    }),
    ("registry export, hex(2)", |rng| {
        let mut hidden = wide(&script(rng, 30), u16::to_le_bytes);
        hidden.extend([0, 0]);
        Planted::new(
            format!(
                "[HKEY_CURRENT_USER\\Run]\r\n\"a\"=hex(2):{}\r\n",
                reg_lines(&hidden)
            ),
            hidden,
        )
    }),
    ("registry export, hex", |rng| {
        let hidden = program(rng);
        Planted::new(
            format!(
                "[HKEY_CURRENT_USER\\Run]\r\n\"a\"=hex:{}\r\n",
                reg_lines(&hidden)
            ),
            hidden,
        )
    }),
    ("hex dump", |rng| {
        let hidden = script(rng, 60);
        let dump: String = hidden
            .as_bytes()
            .chunks(16)
            .enumerate()
            .map(|(row, bytes)| {
                let text: String = bytes
                    .iter()
                    .map(|&byte| {
                        if (32..127).contains(&byte) {
                            char::from(byte)
                        } else {
                            '.'
                        }
                    })
                    .collect();
                let digits = each(bytes, |byte| format!("{byte:02x}"), " ");
                format!("{:08x}  {digits:47}  |{text}|\n", row * 16)
            })
            .collect();
        Planted::new(dump, hidden)
    }),
    ("glued to a name", |rng| {
        let hidden = script(rng, 24);
        let mark = rng.pick(&[":", "=", "|", "@", "#", ";", ",", "~", "!", "(", "<", "["]);
        let text = format!("x{}{mark}{} y", rng.word(3, 8), STANDARD.encode(&hidden));
        Planted::new(text, hidden)
    }),
];

/// As `regedit` exports bytes: lines of 80 characters that go on behind a backslash.
fn reg_lines(bytes: &[u8]) -> String {
    let rows: Vec<String> = bytes
        .chunks(25)
        .map(|row| each(row, |byte| format!("{byte:02x}"), ","))
        .collect();
    rows.join(",\\\r\n  ")
}
