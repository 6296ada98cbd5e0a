//! Numbers that a script turns into characters or bytes, as scripts write them.

use super::*;
use crate::contents::program;

pub(super) const ALL: &[Kind] = &[
    ("numbers | % {[char]$_}", |rng| {
        let hidden = script(rng, 24);
        let codes = each(hidden.as_bytes(), |byte| byte.to_string(), ",");
        let text = match rng.below(4) {
            0 => format!("iex (({codes}|%{{[char]$_}}) -join '')"),
            1 => format!("iex (-join([char[]]({codes})))"),
            2 => format!("$x = [string]::join('', ({codes} | foreach {{[char]$_}}))"),
            _ => format!(
                "& ([scriptblock]::Create([Text.Encoding]::ASCII.GetString([byte[]]({codes}))))"
            ),
        };
        Planted::new(text, hidden)
    }),
    ("-split numbers", |rng| {
        let hidden = script(rng, 24);
        let between = rng.pick(&["-", " ", ",", ":", "|", ";", "_", "~", "x", "!"]);
        let codes = each(hidden.as_bytes(), |byte| byte.to_string(), between);
        let text = format!("'{codes}'.split('{between}')|%{{[char][int]$_}}");
        Planted::new(text, hidden)
    }),
    ("-split hex numbers", |rng| {
        let hidden = script(rng, 24);
        let between = rng.pick(&["-", " ", ",", ":", "%", ";", "_"]);
        let codes = each(hidden.as_bytes(), |byte| format!("{byte:x}"), between);
        let text = format!("'{codes}'.split('{between}')|%{{[char][convert]::toint32($_,16)}}");
        Planted::new(text, hidden)
    }),
    ("map(chr, [..]), bytes([..])", |rng| {
        let hidden = script(rng, 24);
        let codes = each(hidden.as_bytes(), |byte| byte.to_string(), ", ");
        let text = match rng.below(4) {
            0 => format!("python -c \"exec(''.join(map(chr,[{codes}])))\""),
            1 => format!("python -c \"exec(bytes([{codes}]))\""),
            2 => format!("perl -e 'eval pack(\"C*\",{codes})'"),
            _ => format!("node -e \"eval([{codes}].map(c=>String.fromCharCode(c)).join(''))\""),
        };
        Planted::new(text, hidden)
    }),
    ("chr() of php and vb", |rng| {
        let hidden = script(rng, 24);
        let text = match rng.below(4) {
            0 => each(hidden.as_bytes(), |byte| format!("chr({byte})"), "."),
            1 => each(hidden.as_bytes(), |byte| format!("Chr({byte})"), " & "),
            2 => each(
                hidden.as_bytes(),
                |byte| format!("ChrW({byte})"),
                " & _\r\n    ",
            ),
            _ => each(hidden.as_bytes(), |byte| format!("Chr(&H{byte:X})"), "+"),
        };
        Planted::new(format!("x = {text}"), hidden)
    }),
    ("CHAR() of sql", |rng| {
        let hidden = script(rng, 24);
        let text = match rng.below(3) {
            0 => each(hidden.as_bytes(), |byte| format!("CHAR({byte})"), "+"),
            1 => format!(
                "CHAR({})",
                each(hidden.as_bytes(), |byte| byte.to_string(), ",")
            ),
            _ => each(hidden.as_bytes(), |byte| format!("CHR({byte})"), "||"),
        };
        Planted::new(format!("1' UNION SELECT {text}--"), hidden)
    }),
    ("Array(..) of vba", |rng| {
        let hidden = program(rng);
        let codes = each(&hidden, |byte| byte.to_string(), ", ");
        Planted::new(format!("buf = Array({codes})"), hidden)
    }),
    ("byte[] in decimal", |rng| {
        let hidden = program(rng);
        let codes = each(&hidden, |byte| byte.to_string(), ",");
        Planted::new(format!("[Byte[]]$b = {codes}"), hidden)
    }),
    ("signed bytes of java", |rng| {
        let hidden = program(rng);
        let codes = each(&hidden, |byte| (byte as i8).to_string(), ", ");
        Planted::new(format!("byte[] b = new byte[] {{{codes}}};"), hidden)
    }),
    ("[char]0x", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("[char]0x{byte:02x}"), "+");
        Planted::new(format!("iex({text})"), hidden)
    }),
    ("hex entities", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("&#x{byte:x};"), "");
        Planted::new(format!("<a href=\"{text}\">"), hidden)
    }),
    ("octal of a shell", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("\\{byte:o}"), "");
        Planted::new(format!("printf '{text}' | sh"), hidden)
    }),
    ("octal with a zero", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("\\0{byte:03o}"), "");
        Planted::new(format!("echo -e '{text}' | sh"), hidden)
    }),
    ("hex of an array in c", |rng| {
        let hidden = program(rng);
        let rows: Vec<String> = hidden
            .chunks(12)
            .map(|row| format!("  {}", each(row, |byte| format!("0x{byte:02x}"), ", ")))
            .collect();
        Planted::new(
            format!("unsigned char buf[] = {{\n{}\n}};", rows.join(",\n")),
            hidden,
        )
    }),
    ("strings of \\x in lines", |rng| {
        let hidden = program(rng);
        let rows: Vec<String> = hidden
            .chunks(14)
            .map(|row| format!("\"{}\"", each(row, |byte| format!("\\x{byte:02x}"), "")))
            .collect();
        Planted::new(
            format!("unsigned char buf[] =\n{};", rows.join("\n")),
            hidden,
        )
    }),
    ("buf += b\"\\x..\"", |rng| {
        let hidden = program(rng);
        let rows: Vec<String> = hidden
            .chunks(13)
            .map(|row| {
                format!(
                    "buf += b\"{}\"",
                    each(row, |byte| format!("\\x{byte:02x}"), "")
                )
            })
            .collect();
        Planted::new(format!("buf =  b\"\"\n{}\n", rows.join("\n")), hidden)
    }),
    ("\\u of javascript", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("\\u{byte:04X}"), "");
        Planted::new(format!("eval(\"{text}\")"), hidden)
    }),
    ("\\x of javascript", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("\\x{byte:02X}"), "");
        Planted::new(format!("var _0x1a=['{text}'];"), hidden)
    }),
    ("unescape('%..')", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("%{byte:02x}"), "");
        Planted::new(format!("document.write(unescape('{text}'))"), hidden)
    }),
    ("percent, scripts quoted", |rng| {
        // As `encodeURIComponent` writes them.
        let hidden = format!(
            "<script>var {} = \"{}\"; eval(atob({}), {{a: [1, 2]}});</script>",
            rng.word(3, 6),
            rng.word(3, 9),
            rng.word(3, 9)
        );
        let text: String = hidden
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z'
                | b'A'..=b'Z'
                | b'0'..=b'9'
                | b'-'
                | b'_'
                | b'.'
                | b'!'
                | b'~'
                | b'*'
                | b'\''
                | b'('
                | b')' => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect();
        Planted::new(format!("data:text/html,{text}"), hidden)
    }),
    ("percent twice", |rng| {
        let hidden = script(rng, 24);
        let text = each(hidden.as_bytes(), |byte| format!("%25{byte:02X}"), "");
        Planted::new(format!("GET /?x={text} HTTP/1.1"), hidden)
    }),
    ("%u, words", |rng| {
        // Memory of a script: two bytes each, the low one first.
        let mut hidden = vec![0x90; 16];
        hidden.extend(rng.bytes(80));
        let text: String = hidden
            .chunks(2)
            .map(|pair| format!("%u{:02x}{:02x}", pair[1], pair[0]))
            .collect();
        Planted::new(format!("var s = unescape(\"{text}\");"), hidden)
    }),
];
