//! All series below each other: an SVG by itself, or in a page of HTML with what was flagged in tables.

use std::fmt::Write;

use super::escaped::Escaped;
use super::panel::{HEIGHT, WIDTH};
use crate::record::anomaly::AnomalyRecord;

/// One series.
#[derive(Debug, Clone)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) picture: String,
    pub(super) flagged: Vec<AnomalyRecord>,
}

pub(super) struct Page<'a>(pub(super) &'a [Section]);

const STYLE: &str = "\
svg{background:#fff;font:12px sans-serif;fill:#333}
.title{font-size:15px;font-weight:bold}
.value{text-anchor:end}.time{text-anchor:middle}
.grid{stroke:#e5e5e5;fill:none}.axis{stroke:#888;fill:none}
.band{fill:#2e8b57;fill-opacity:.15;stroke:none}
.baseline{stroke:#2e8b57;stroke-width:1.2;fill:none}
.series{stroke:#1f3b73;stroke-width:1.2;fill:none}
.spike{fill:#b22222;stroke:#fff}.dip{fill:#d2691e;stroke:#fff}
";

const TABLES: &str = "\
body{font:14px sans-serif;max-width:1240px;margin:2em auto;padding:0 1em;color:#222;background:#fff}
svg{width:100%;height:auto}
table{border-collapse:collapse;margin:1em 0}
th,td{border-bottom:1px solid #ddd;padding:.3em .8em;text-align:right}
th:first-child,td:first-child,th:nth-child(2),td:nth-child(2){text-align:left}
";

impl Page<'_> {
    pub(super) fn svg(&self) -> String {
        let pictures = self.0.iter().map(|section| section.picture.as_str());
        picture("Anomalies", &pictures.collect::<Vec<_>>())
    }

    /// Nothing may be loaded, and nothing run, whatever a browser makes of what is in it.
    pub(super) fn html(&self) -> String {
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>Anomalies: {}</title>\n\
             <style>\n{TABLES}</style>\n</head>\n<body>\n<h1>Anomalies</h1>\n",
            Escaped(self.0.first().map_or("nothing", |section| &section.title)),
        );
        for section in self.0 {
            section.html(&mut out);
        }
        out.push_str("</body>\n</html>\n");
        out
    }
}

impl Section {
    fn html(&self, out: &mut String) {
        let title = Escaped(&self.title);
        // Writing to a string does not fail.
        let _ = writeln!(out, "<h2>{title}</h2>");
        out.push_str(&picture(&self.title, &[&self.picture]));
        if self.flagged.is_empty() {
            out.push_str("<p>No anomalies.</p>\n");
            return;
        }
        out.push_str(
            "<table>\n<tr><th>time</th><th>kind</th><th>value</th><th>expected</th>\
             <th>residual</th><th>score</th></tr>\n",
        );
        for point in &self.flagged {
            out.push_str(&row(point));
        }
        out.push_str("</table>\n");
    }
}

fn row(point: &AnomalyRecord) -> String {
    let kind = if point.anomalies > 0 { "spike" } else { "dip" };
    let rounded = |number: &serde_json::Number| {
        let number = number.as_f64().unwrap_or_default();
        format!("{number:.1}")
    };
    let score = point
        .score
        .map_or("-".to_owned(), |score| format!("{score:.3}"));
    format!(
        "<tr><td>{}</td><td>{kind}</td><td>{}</td><td>{}</td><td>{}</td><td>{score}</td></tr>\n",
        Escaped(&point.time),
        point.value,
        rounded(&point.baseline),
        rounded(&point.residual),
    )
}

/// An SVG with panels below each other.
fn picture(title: &str, panels: &[&str]) -> String {
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
