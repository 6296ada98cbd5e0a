//! Values that are known and need no report: a MISP warning list, or one value a line.

use std::path::Path;

use iocextract::{ListType, WarningList};

use crate::error::Error;

/// Reads the list in the file at `path`.
pub fn read(path: &Path) -> Result<WarningList, Error> {
    let place = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(Error::at(&place))?;
    parse(&text).map_err(|reason| Error::Usage(format!("{place}: {reason}")))
}

/// Reads a list: JSON if it begins like an object, else lines. Empty lines and those that begin with `#` are none.
pub fn parse(text: &str) -> Result<WarningList, String> {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|error| error.to_string());
    }
    let lines = text.lines().map(str::trim);
    let values = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    WarningList::new(ListType::String, values).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use iocextract::Kind;

    use super::*;

    #[test]
    fn lines_and_warning_lists() {
        for (list, value, listed) in [
            ("# ours\n\n example.com \n", "EXAMPLE.com", true),
            ("# ours\nexample.com\n", "www.example.com", false),
            (
                r#"{"type": "hostname", "list": [".example.com"]}"#,
                "www.example.com",
                true,
            ),
            (r#"{"list": ["a.test"]}"#, "b.test", false),
        ] {
            let parsed = parse(list).unwrap();
            assert_eq!(parsed.contains(Kind::Domain, value), listed, "{list}");
        }
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for list in [r#"{"type": "cidr", "list": ["x"]}"#, r#"{"list": 1}"#, "{"] {
            parse(list).unwrap_err();
        }
    }
}
