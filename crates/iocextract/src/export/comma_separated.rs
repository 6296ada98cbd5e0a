//! CSV (RFC 4180), safe to open in a spreadsheet.

use super::entry::{Entry, unique};

/// The entries as CSV with a header, each kind and value once; lines end with CR LF.
///
/// Spreadsheets take a field for a formula that begins with `=`, `+`, `-`, `@`, a tab or a carriage
/// return (OWASP, "CSV Injection"). Such a field gets an apostrophe in front: `'+12025550143`. Take
/// it away to have the value.
pub fn csv<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> String {
    let mut out = String::from("type,value,confidence,flags\r\n");
    for entry in unique(entries) {
        field(&mut out, entry.kind.as_str());
        out.push(',');
        field(&mut out, &entry.value);
        out.push_str(&format!(",{:.2},", entry.confidence));
        let flags: Vec<_> = entry.flags.iter().collect();
        field(&mut out, &flags.join(" "));
        out.push_str("\r\n");
    }
    out
}

fn field(out: &mut String, text: &str) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = text.contains([',', '"', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    if quoted {
        out.push('"');
    }
}
