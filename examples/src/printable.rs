//! Text from an attacker, made fit for a terminal.

use std::fmt::{self, Display, Formatter, Write};

/// Displays text with every character escaped that could move the cursor, hide, or turn the direction of writing.
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl Display for Printable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if treacherous(c) {
                write!(f, "{}", c.escape_default())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Displays the beginning of a text: a few lines of bounded length, indented.
#[derive(Debug, Clone, Copy)]
pub struct Excerpt<'a> {
    /// The text.
    pub text: &'a str,
    /// Before every line.
    pub indent: &'static str,
}

const LINES: usize = 8;
const CHARACTERS: usize = 240;

impl Display for Excerpt<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut lines = self.text.lines();
        for line in lines.by_ref().take(LINES) {
            let end = line
                .char_indices()
                .nth(CHARACTERS)
                .map_or(line.len(), |(at, _)| at);
            let (shown, rest) = line.split_at_checked(end).unwrap_or((line, ""));
            let more = if rest.is_empty() { "" } else { " …" };
            writeln!(f, "{}{}{more}", self.indent, Printable(shown))?;
        }
        match lines.count() {
            0 => Ok(()),
            more => writeln!(f, "{}… {more} more lines", self.indent),
        }
    }
}

/// Controls, and the invisible: zero width, joiners, directions (Unicode 16, section 23.2), byte order mark.
fn treacherous(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_directions_are_shown_not_obeyed() {
        assert_eq!(
            Printable("a\x1b[2J\u{202e}é\t").to_string(),
            "a\\u{1b}[2J\\u{202e}é\\t"
        );
    }

    #[test]
    fn an_excerpt_says_what_it_leaves_out() {
        let text = format!("{}\n{}", "x".repeat(CHARACTERS + 1), "y\n".repeat(LINES));
        let shown = Excerpt {
            text: &text,
            indent: "  ",
        }
        .to_string();
        assert!(shown.starts_with(&format!("  {} …\n", "x".repeat(CHARACTERS))));
        assert!(shown.ends_with("  … 1 more lines\n"));
    }
}
