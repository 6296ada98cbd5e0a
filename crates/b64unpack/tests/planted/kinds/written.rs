//! Encodings other than Base64.

use super::*;

pub(super) const ALL: &[Kind] = &[
    ("hex", |rng| plain(rng, hex)),
    ("hex, \\x", |rng| {
        plain(rng, |b| each(b, |byte| format!("\\x{byte:02x}"), ""))
    }),
    ("hex, 0x list", |rng| {
        plain(rng, |b| each(b, |byte| format!("0x{byte:02x}"), ","))
    }),
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
    ("base32", |rng| plain(rng, base32)),
    ("ascii85", ascii85_delimited),
    ("percent", |rng| {
        plain(rng, |b| each(b, |byte| format!("%{byte:02X}"), ""))
    }),
    ("percent-u", |rng| {
        plain(rng, |b| each(b, |byte| format!("%u{byte:04x}"), ""))
    }),
    ("\\u", |rng| {
        plain(rng, |b| each(b, |byte| format!("\\u{byte:04x}"), ""))
    }),
    ("String.fromCharCode", from_char_code),
    ("[char]", |rng| {
        plain(rng, |b| each(b, |byte| format!("[char]{byte}"), "+"))
    }),
    ("chr()", |rng| {
        plain(rng, |b| each(b, |byte| format!("chr({byte})"), "&"))
    }),
    ("entities", |rng| {
        plain(rng, |b| each(b, |byte| format!("&#{byte};"), ""))
    }),
    ("octal", |rng| {
        plain(rng, |b| each(b, |byte| format!("\\{byte:03o}"), ""))
    }),
];

pub(super) fn hex(bytes: &[u8]) -> String {
    each(bytes, |byte| format!("{byte:02x}"), "")
}

pub(super) fn base32(bytes: &[u8]) -> String {
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
