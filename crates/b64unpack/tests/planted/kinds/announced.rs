//! Base64 that the text around it announces.

use super::*;
use crate::contents::short;

pub(super) const ALL: &[Kind] = &[
    ("-enc, utf-16le", |rng| enc(rng, |rng| script(rng, 24))),
    ("-enc, short", |rng| enc(rng, short)),
    ("FromBase64String, short", from_base64_string_short),
    ("FromBase64String in pieces", split_name),
    ("base64 -d, short", base64_d_short),
    ("{base64,-d}", |rng| {
        let hidden = short(rng).into_bytes();
        let encoded = STANDARD.encode(&hidden);
        let text = format!("bash -c {{echo,{encoded}}}|{{base64,-d}}|{{bash,-i}}");
        Planted {
            text: text.into_bytes(),
            hidden,
        }
    }),
    ("data uri", data_uri),
];

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
