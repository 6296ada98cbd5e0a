//! An SVG of all panels, with its styles.

use std::fmt::Write;

use super::escaped::Escaped;
use super::panel::{HEIGHT, WIDTH};

const STYLE: &str = "\
svg{background:#fff;font:12px sans-serif;fill:#333}
.title{font-size:15px;font-weight:bold}
.value{text-anchor:end}.time{text-anchor:middle}
.grid{stroke:#e5e5e5;fill:none}.axis{stroke:#888;fill:none}
.band{fill:#2e8b57;fill-opacity:.15;stroke:none}
.baseline{stroke:#2e8b57;stroke-width:1.2;fill:none}
.series{stroke:#1f3b73;stroke-width:1.2;fill:none}
.moment{stroke:#7a3db8;stroke-width:1.5;stroke-dasharray:6 4;fill:none}
.spike{fill:#b22222;stroke:#fff}.dip{fill:#d2691e;stroke:#fff}
";

/// An SVG with panels below each other.
pub(super) fn svg(title: &str, panels: &[String]) -> String {
    let height = HEIGHT * panels.len().max(1) as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n",
        Escaped(title)
    );
    for (number, panel) in panels.iter().enumerate() {
        let down = HEIGHT * number as f64;
        // Writing to a string does not fail.
        let _ = write!(out, "<g transform=\"translate(0 {down})\">\n{panel}</g>\n");
    }
    out.push_str("</svg>\n");
    out
}
