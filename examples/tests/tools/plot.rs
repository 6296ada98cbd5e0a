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

/// The numbers of a list in the data of a page.
fn numbers(list: &Value) -> Vec<f64> {
    let list = list.as_array().unwrap().iter();
    list.map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn a_page_has_all_numbers_of_the_series() {
    for more in [
        &["--by", "<Host>"][..],
        &["--score", "z"],
        &["--compat", "msticpy"],
    ] {
        let (html, points) = plot("a.html", more);
        let data = crate::support::data(&html);
        let series = &data["series"][0];
        assert_eq!(data["series"].as_array().unwrap().len(), 1);
        let of = |field: &str| -> Vec<f64> {
            let points = points.iter();
            points.map(|point| point[field].as_f64().unwrap()).collect()
        };
        assert_eq!(numbers(&series["values"]), of("value"));
        assert_eq!(numbers(&series["flags"]), of("anomalies"));
        // What was computed has seven digits.
        let close = |list: &Value, field: &str| {
            let pairs = numbers(list).into_iter().zip(of(field));
            pairs
                .into_iter()
                .all(|(a, b)| (a - b).abs() <= 1e-6 * b.abs())
        };
        assert_eq!(numbers(&series["baseline"]).len(), points.len());
        assert!(close(&series["baseline"], "baseline"));
        assert!(close(&series["scores"], "score"));
        for (at, part) in ["trend", "seasonal", "residual", "weights"]
            .into_iter()
            .enumerate()
        {
            assert_eq!(series["details"][at][0], part);
            assert!(close(&series["details"][at][1], part), "{part}");
        }
        assert!(!html.contains("<script>alert("));
        // MSTICPy's periods are those of spikes within its hour, which there may be none of.
        let shades = series["shades"].as_array().unwrap();
        assert!(!shades.is_empty() || more.contains(&"msticpy"));
        assert_eq!(series["moments"], serde_json::json!([]));
    }
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

#[test]
fn a_moment_is_marked() {
    let mark = &["--mark", "2026-03-10 02:00=the <alert>"];
    let (html, _) = plot("a.html", mark);
    let moments = &crate::support::data(&html)["series"][0]["moments"];
    // date -u -d 2026-03-10T02:00Z +%s
    assert_eq!(
        *moments,
        serde_json::json!([[1_773_108_000_000_i64, "the <alert>"]])
    );
    let (svg, _) = plot("a.svg", mark);
    assert!(is_well_formed(&svg) && svg.contains(">the &lt;alert&gt;</text>"));
    assert_eq!(svg.matches("<path class=\"moment\"").count(), 1);
}
