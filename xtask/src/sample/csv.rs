//! CSV as RFC 4180 has it, where a null cell and an empty one differ.

/// One cell: `None` is null and written as nothing, `Some("")` is written as `""`.
pub(super) fn write_row<'a>(out: &mut String, cells: impl IntoIterator<Item = Option<&'a str>>) {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        if let Some(text) = cell {
            write_cell(out, text);
        }
    }
    out.push('\n');
}

fn write_cell(out: &mut String, text: &str) {
    if text.is_empty() || text.contains([',', '"', '\r', '\n']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn null_and_empty_differ_and_quotes_are_doubled() {
        let mut out = String::new();
        super::write_row(&mut out, [None, Some(""), Some("a"), Some("say \"b\", c")]);
        assert_eq!(out, ",\"\",a,\"say \"\"b\"\", c\"\n");
    }
}
