//! `anomalies --plot`: what was found is drawn and listed, and nothing in the file is loaded or run.

use serde_json::Value;

use crate::support::{Folder, run_in};

const SERIES: &str = include_str!("../../data/traffic.csv");

/// Draws the sample traffic into `name`, with the points as JSON Lines.
fn plot(name: &str, more: &[&str]) -> (String, Vec<Value>) {
    let folder = Folder::new(&format!(
        "plot-{name}{}",
        more.concat().replace(['<', '>'], "")
    ));
    // One series whose name is markup.
    let keyed: Vec<String> = SERIES
        .lines()
        .enumerate()
        .map(|(number, line)| match number {
            0 => format!("{line},<Host>"),
            _ => format!("{line},<script>alert('&')</script>"),
        })
        .collect();
    folder.write("traffic.csv", keyed.join("\n").as_bytes());
    let args = [&["traffic.csv", "-q", "-f", "jsonl", "--plot", name], more].concat();
    let run = run_in(folder.path(), "anomalies", &args, b"");
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let drawn = std::fs::read_to_string(folder.path().join(name)).unwrap();
    (drawn, run.objects())
}

fn flagged(points: &[Value], flag: i64) -> Vec<&Value> {
    let flagged = points.iter().filter(|point| point["anomalies"] == flag);
    flagged.collect()
}

/// Every element ends, in the right order; what has no end in HTML is passed over.
fn is_well_formed(markup: &str) -> bool {
    let mut open = Vec::new();
    for tag in markup.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.split([' ', '\n', '/']).next().unwrap();
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') && !["!DOCTYPE", "meta"].contains(&name) {
            open.push(name);
        }
    }
    open.is_empty()
}

/// The only address is that of the name space; there are no scripts and no references.
fn is_self_contained(markup: &str) -> bool {
    let markup = markup.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    let foreign = [
        "http:", "https:", "//", "<script", "href", "src=", "url(", "@import", "<use", "<image",
    ];
    foreign.iter().all(|foreign| !markup.contains(foreign))
}

#[test]
fn an_svg_has_the_series_and_what_was_flagged() {
    for more in [&[][..], &["--score", "z"], &["--by", "<Host>"]] {
        let (svg, points) = plot("a.svg", more);
        assert!(is_well_formed(&svg) && is_self_contained(&svg), "{svg}");
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
        let (spikes, dips) = (flagged(&points, 1), flagged(&points, -1));
        assert!(!spikes.is_empty() && !dips.is_empty());
        assert_eq!(svg.matches("<title>spike ").count(), spikes.len());
        assert_eq!(svg.matches("<title>dip ").count(), dips.len());
        for point in spikes.iter().chain(&dips) {
            assert!(svg.contains(point["time"].as_str().unwrap()), "{point}");
        }
        for class in ["series", "baseline", "band"] {
            let begin = format!("<path class=\"{class}\" d=\"M");
            let path = svg.split(&begin).skip(1);
            let longest = path.map(|path| path.split('"').next().unwrap().matches('L').count());
            assert!(longest.max().unwrap() + 1 >= points.len(), "{class}");
        }
        assert!(svg.contains(">2026-03-0"), "no axis of times");
    }
}

#[test]
fn a_page_has_a_table_too() {
    let (html, points) = plot("a.html", &["--by", "<Host>"]);
    assert!(is_well_formed(&html) && is_self_contained(&html), "{html}");
    let count = flagged(&points, 1).len() + flagged(&points, -1).len();
    assert_eq!(html.matches("<tr><td>").count(), count);
    assert!(html.contains("&lt;script&gt;alert(&#39;&amp;&#39;)"));
    assert_eq!(html.matches("<svg ").count(), 1);
}

#[test]
fn the_originals_results_are_drawn_too() {
    let (svg, points) = plot("a.svg", &["--compat", "msticpy"]);
    assert!(is_well_formed(&svg) && is_self_contained(&svg));
    assert_eq!(
        svg.matches("<title>spike ").count(),
        flagged(&points, 1).len()
    );
    assert!(!svg.contains("class=\"band\""));
}

#[test]
fn a_file_that_cannot_be_written() {
    let folder = Folder::new("plot-nowhere");
    folder.write("a.csv", SERIES.as_bytes());
    let run = run_in(
        folder.path(),
        "anomalies",
        &["a.csv", "-q", "--plot", "no/a.svg"],
        b"",
    );
    assert_eq!(run.status, Some(2));
    assert!(run.stderr.contains("no/a.svg: "), "{}", run.stderr);
}
