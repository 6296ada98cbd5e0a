//! The page: markup, styles, scripts and data, in one file under a policy that lets nothing else in.

mod data;

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::json;
use crate::report::Report;

/// In the order in which they stand in the page.
const STYLES: [&str; 5] = [
    include_str!("../assets/uplot/uPlot.min.css"),
    include_str!("../assets/base.css"),
    include_str!("../assets/parts.css"),
    include_str!("../assets/chart.css"),
    include_str!("../assets/print.css"),
];
const UPLOT: &str = include_str!("../assets/uplot/uPlot.iife.min.js");
const SCRIPTS: [&str; 11] = [
    include_str!("../assets/dom.js"),
    include_str!("../assets/paged.js"),
    include_str!("../assets/annotated.js"),
    include_str!("../assets/summary.js"),
    include_str!("../assets/payloads.js"),
    include_str!("../assets/indicators.js"),
    include_str!("../assets/events.js"),
    include_str!("../assets/lines.js"),
    include_str!("../assets/gestures.js"),
    include_str!("../assets/chart.js"),
    include_str!("../assets/main.js"),
];
const BODY: &str = include_str!("../assets/body.html");

impl Report {
    /// Writes the page: one file that needs no other.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write_to(&self, out: &mut impl Write) -> io::Result<()> {
        write(self, out)
    }

    /// The page.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut out = Vec::new();
        // Memory refuses nothing.
        let _ = self.write_to(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let (style, script) = (STYLES.join("\n"), script());
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>{style}</style>\n</head>\n{BODY}\n\
         <script type=\"application/json\" id=\"data\">",
        policy(&style, &script),
        Escaped(&report.title),
    )?;
    json::write(out, &data::Data::of(report))?;
    write!(
        out,
        "</script>\n<script>{script}</script>\n</body>\n</html>\n"
    )
}

/// One function around ours, so that no name of theirs is the window's.
fn script() -> String {
    let ours = SCRIPTS.join("\n");
    format!("{UPLOT}\n(() => {{\n\"use strict\";\n{ours}}})();\n")
}

/// Nothing is loaded, nothing is sent, and of styles and scripts only these are let in; and even they
/// cannot make markup out of text.
fn policy(style: &str, script: &str) -> String {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hash(style),
        hash(script)
    )
}

fn hash(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

/// Text in HTML.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in self.0.chars() {
            match c {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                c if c.is_control() => f.write_str("\u{fffd}")?,
                c => write!(f, "{c}")?,
            }
        }
        Ok(())
    }
}
