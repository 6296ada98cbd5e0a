//! The ways to hide it, each with the command line that an attacker would write around it.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::contents::{program, script, short};
use crate::rng::Rng;

/// What stands in the log, and what must come out at the end of a chain.
pub(crate) struct Planted {
    pub(crate) text: Vec<u8>,
    pub(crate) hidden: Vec<u8>,
}

type Kind = (&'static str, fn(&mut Rng) -> Planted);

/// Every kind. Names are for the table that the test prints.
pub(crate) const ALL: &[Kind] = &[
    ("standard, padded", |rng| plain(rng, |b| STANDARD.encode(b))),
    ("standard, unpadded", |rng| {
        plain(rng, |b| STANDARD_NO_PAD.encode(b))
    }),
    ("url-safe", |rng| plain(rng, |b| URL_SAFE.encode(b))),
    ("url-safe, unpadded", |rng| {
        plain(rng, |b| URL_SAFE_NO_PAD.encode(b))
    }),
    ("mixed alphabets", mixed),
    ("-enc, utf-16le", |rng| enc(rng, |rng| script(rng, 24))),
    ("-enc, short", |rng| enc(rng, short)),
    ("FromBase64String, short", from_base64_string_short),
    ("base64 -d, short", base64_d_short),
    ("utf-16be", |rng| {
        plain_bytes(rng, |text| wide(text, u16::to_be_bytes))
    }),
    ("wrapped at 64", |rng| wrapped(rng, 64, "\r\n")),
    ("wrapped at 76", |rng| wrapped(rng, 76, "\n")),
    ("data uri", data_uri),
    ("joined by PowerShell", |rng| joined(rng, "'", "+")),
    ("joined by JavaScript", |rng| joined(rng, "\"", " + ")),
    ("carets", |rng| escaped(rng, '^')),
    ("backticks", |rng| escaped(rng, '`')),
    ("in utf-16le text", in_wide),
    ("gzip", |rng| packed(rng, "GzipStream", gzip)),
    ("zlib", |rng| packed(rng, "ZLibStream", zlib)),
    ("deflate", |rng| packed(rng, "DeflateStream", deflate)),
    ("zip", |rng| packed(rng, "ZipArchive", |b| zip(b, false))),
    ("zip, infected", |rng| {
        packed(rng, "ZipArchive", |b| zip(b, true))
    }),
    ("tar", |rng| packed(rng, "tar", tar)),
    ("tar in gzip", |rng| {
        packed(rng, "tar xz", |b| gzip(&tar(b)))
    }),
    ("program", |rng| bytes(rng, program)),
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
    ("hex", |rng| plain(rng, hex)),
    ("hex, \\x", |rng| {
        plain(rng, |b| each(b, |byte| format!("\\x{byte:02x}"), ""))
    }),
    ("hex, 0x list", |rng| {
        plain(rng, |b| each(b, |byte| format!("0x{byte:02x}"), ","))
    }),
    ("base32", |rng| plain(rng, base32)),
    ("ascii85", ascii85_delimited),
    ("percent", |rng| {
        plain(rng, |b| each(b, |byte| format!("%{byte:02X}"), ""))
    }),
    ("percent-u", |rng| {
        plain(rng, |b| each(b, |byte| format!("%u{byte:04x}"), ""))
    }),
    ("String.fromCharCode", from_char_code),
    ("[char]", |rng| {
        plain(rng, |b| each(b, |byte| format!("[char]{byte}"), "+"))
    }),
    ("xor", xor),
    ("reversed", |rng| {
        plain(rng, |b| STANDARD.encode(b).chars().rev().collect())
    }),
    ("bzip2", |rng| packed(rng, "bz2", bzip2)),
    ("xz", |rng| packed(rng, "xz", xz)),
    ("lzma", |rng| packed(rng, "lzma", lzma)),
    ("zstd", |rng| packed(rng, "zstd", zstd)),
    ("lz4", |rng| packed(rng, "lz4", lz4)),
    ("hex, dashes", |rng| {
        plain(rng, |b| each(b, |byte| format!("{byte:02X}"), "-"))
    }),
    ("byte array", |rng| {
        plain(rng, |b| {
            format!(
                "[byte[]]({})",
                each(b, |byte| format!("0x{byte:02x}"), ", ")
            )
        })
    }),
    ("chr()", |rng| {
        plain(rng, |b| each(b, |byte| format!("chr({byte})"), "&"))
    }),
    ("entities", |rng| {
        plain(rng, |b| each(b, |byte| format!("&#{byte};"), ""))
    }),
    ("\\u", |rng| {
        plain(rng, |b| each(b, |byte| format!("\\u{byte:04x}"), ""))
    }),
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
    ("rot13", |rng| plain(rng, |b| rot13(&STANDARD.encode(b)))),
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
    ("FromBase64String in pieces", split_name),
    ("{base64,-d}", |rng| {
        let hidden = short(rng).into_bytes();
        let encoded = STANDARD.encode(&hidden);
        let text = format!("bash -c {{echo,{encoded}}}|{{base64,-d}}|{{bash,-i}}");
        Planted {
            text: text.into_bytes(),
            hidden,
        }
    }),
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
    ("wrapped in json", |rng| wrapped(rng, 76, "\\r\\n")),
    ("wrapped in json, \\n", |rng| wrapped(rng, 64, "\\n")),
    ("octal", |rng| {
        plain(rng, |b| each(b, |byte| format!("\\{byte:03o}"), ""))
    }),
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

/// A short command behind the name of the decoder, in pieces.
fn split_name(rng: &mut Rng) -> Planted {
    let hidden = short(rng).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let name = rng.pick(&[
        "('From'+'Base64String').Invoke",
        "('Fr'+'omBase6'+'4Str'+'ing')",
        "\"F`romBase64String\".Invoke",
        "\"FromB`ase6`4Str`ing\"",
        "Fr^omBa^se64^String",
    ]);
    let text = format!("powershell [Convert]::{name}('{encoded}')");
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn plain(rng: &mut Rng, encode: impl Fn(&[u8]) -> String) -> Planted {
    let hidden = script(rng, 24).into_bytes();
    say(rng, &encode(&hidden), hidden)
}

fn plain_bytes(rng: &mut Rng, encode: impl Fn(&str) -> Vec<u8>) -> Planted {
    let hidden = encode(&script(rng, 24));
    say(rng, &STANDARD.encode(&hidden), hidden)
}

fn bytes(rng: &mut Rng, make: impl Fn(&mut Rng) -> Vec<u8>) -> Planted {
    let hidden = make(rng);
    say(rng, &STANDARD.encode(&hidden), hidden)
}

/// A command line around something encoded.
fn say(rng: &mut Rng, encoded: &str, hidden: Vec<u8>) -> Planted {
    let text = match rng.below(5) {
        0 => format!(
            "cmd.exe /c echo {encoded} > C:\\Users\\Public\\{}.txt",
            rng.word(3, 8)
        ),
        1 => format!(
            "\"C:\\Program Files\\{}\\run.exe\" --data={encoded}",
            rng.word(4, 9)
        ),
        2 => format!("python -c \"x='{encoded}'\""),
        3 => format!("{}.exe {encoded}", rng.word(4, 9)),
        _ => format!("wscript.exe {}.js \"{encoded}\" //B", rng.word(4, 9)),
    };
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn enc(rng: &mut Rng, make: impl Fn(&mut Rng) -> String) -> Planted {
    let hidden = wide(&make(rng), u16::to_le_bytes);
    let switch = rng.pick(&[
        "-e",
        "-ec",
        "-enc",
        "-EncodedCommand",
        "-eNCodEd",
        "/enc",
        "-en",
    ]);
    let shell = rng.pick(&["powershell", "powershell.exe -nop -w hidden", "pwsh -NonI"]);
    let text = format!("{shell} {switch} {}", STANDARD.encode(&hidden));
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn from_base64_string_short(rng: &mut Rng) -> Planted {
    let hidden = short(rng).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let text = format!(
        "powershell -c \"[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('{encoded}'))\""
    );
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn base64_d_short(rng: &mut Rng) -> Planted {
    let hidden = short(rng).into_bytes();
    let encoded = STANDARD.encode(&hidden);
    let text = match rng.below(2) {
        0 => format!("sh -c 'echo {encoded} | base64 -d | sh'"),
        _ => format!("python3 -c \"import base64;exec(base64.b64decode('{encoded}'))\""),
    };
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

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

fn data_uri(rng: &mut Rng) -> Planted {
    let hidden = short(rng).into_bytes();
    let text = format!(
        "mshta \"data:text/html;base64,{}\"",
        STANDARD.encode(&hidden)
    );
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

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

fn in_wide(rng: &mut Rng) -> Planted {
    let planted = plain(rng, |b| STANDARD.encode(b));
    let text = String::from_utf8(planted.text).unwrap();
    Planted {
        text: wide(&text, u16::to_le_bytes),
        hidden: planted.hidden,
    }
}

fn packed(rng: &mut Rng, word: &str, pack: impl Fn(&[u8]) -> Vec<u8>) -> Planted {
    let hidden = script(rng, 40).into_bytes();
    let encoded = STANDARD.encode(pack(&hidden));
    let text = format!(
        "powershell -c \"IEX (New-Object IO.StreamReader(New-Object IO.Compression.{word}([IO.MemoryStream][Convert]::FromBase64String('{encoded}'),[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()\""
    );
    Planted {
        text: text.into_bytes(),
        hidden,
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::default();
    let mut out = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn lzma(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::LzmaOptions::default();
    let mut out = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn lz4(bytes: &[u8]) -> Vec<u8> {
    let mut out = lz4_flex::frame::FrameEncoder::new(Vec::new());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(bytes: &[u8], encrypted: bool) -> Vec<u8> {
    use zip::unstable::write::FileOptionsExt;
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    let options = if encrypted {
        plain.with_deprecated_encryption(b"infected").unwrap()
    } else {
        plain
    };
    out.start_file("a.txt", options).unwrap();
    out.write_all(bytes).unwrap();
    out.finish().unwrap().into_inner()
}

fn tar(bytes: &[u8]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    out.append_data(&mut header, "a.txt", bytes).unwrap();
    out.into_inner().unwrap()
}

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn hex(bytes: &[u8]) -> String {
    each(bytes, |byte| format!("{byte:02x}"), "")
}

fn each(bytes: &[u8], write: impl Fn(u8) -> String, between: &str) -> String {
    let written: Vec<String> = bytes.iter().map(|&byte| write(byte)).collect();
    written.join(between)
}

fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    for group in bytes.chunks(5) {
        let mut padded = [0u8; 8];
        padded[3..3 + group.len()].copy_from_slice(group);
        let value = u64::from_be_bytes(padded);
        let symbols = (group.len() * 8).div_ceil(5);
        for place in 0..8 {
            let digit = (value >> (35 - 5 * place)) as usize & 31;
            out.push(if place < symbols {
                char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[digit])
            } else {
                '='
            });
        }
    }
    out
}

fn ascii85_delimited(rng: &mut Rng) -> Planted {
    plain(rng, |bytes| format!("<~{}~>", base85(bytes)))
}

fn base85(bytes: &[u8]) -> String {
    let mut out = String::new();
    for group in bytes.chunks(4) {
        let mut padded = [0u8; 4];
        padded[..group.len()].copy_from_slice(group);
        let mut value = u32::from_be_bytes(padded);
        if value == 0 && group.len() == 4 {
            out.push('z');
            continue;
        }
        let mut symbols = [0u8; 5];
        for symbol in symbols.iter_mut().rev() {
            *symbol = b'!' + (value % 85) as u8;
            value /= 85;
        }
        out.extend(symbols[..=group.len()].iter().map(|&byte| char::from(byte)));
    }
    out
}

fn from_char_code(rng: &mut Rng) -> Planted {
    let hidden = script(rng, 24).into_bytes();
    let codes = each(&hidden, |byte| byte.to_string(), ",");
    Planted {
        text: format!("wscript //e:jscript eval(String.fromCharCode({codes}))").into_bytes(),
        hidden,
    }
}

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
