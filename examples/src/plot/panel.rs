//! One series: axes, band, baseline, values, and what was flagged.

use std::fmt::Write;

use super::Chart;
use super::axis::Axis;
use super::curve::{Place, outline, path};
use super::escaped::Escaped;

/// Of a panel, in pixels.
pub(super) const WIDTH: f64 = 1200.0;
pub(super) const HEIGHT: f64 = 320.0;
/// What axes and title need around the drawing.
const LEFT: f64 = 70.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 40.0;

/// The elements of a panel, with its upper left corner at 0.
pub(super) fn draw(chart: &Chart) -> String {
    let frame = Frame::around(chart);
    let mut out = String::new();
    let title = Escaped(&chart.title);
    line(
        &mut out,
        format_args!("<text class=\"title\" x=\"{LEFT}\" y=\"20\">{title}</text>"),
    );
    frame.legend(chart, &mut out);
    frame.grid(&mut out);
    if let Some(band) = &chart.band {
        let (high, low) = (frame.places(&band.high), frame.places(&band.low));
        line(
            &mut out,
            format_args!("<path class=\"band\" d=\"{}\"/>", outline(high, low)),
        );
    }
    for (class, values) in [("baseline", &chart.baseline), ("series", &chart.values)] {
        let path = path(frame.places(values));
        line(
            &mut out,
            format_args!("<path class=\"{class}\" d=\"{path}\"/>"),
        );
    }
    frame.flagged(chart, &mut out);
    frame.moments(chart, &mut out);
    out
}

struct Frame<'a> {
    chart: &'a Chart,
    time: Axis,
    value: Axis,
}

impl<'a> Frame<'a> {
    fn around(chart: &'a Chart) -> Frame<'a> {
        let band = chart
            .band
            .iter()
            .flat_map(|band| band.low.iter().chain(&band.high));
        let all = chart.values.iter().chain(&chart.baseline).chain(band);
        Frame {
            chart,
            time: Axis::of_times(&chart.times),
            value: Axis::of_values(all.copied()),
        }
    }

    fn x(&self, time: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * self.time.share(time)
    }

    /// What is beyond the axis, as an open side of a band is, lies at its end.
    fn y(&self, value: f64) -> f64 {
        let share = self.value.share(value).clamp(0.0, 1.0);
        HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share
    }

    fn places<'b>(&'b self, values: &'b [f64]) -> impl Iterator<Item = Place> + 'b {
        let times = self
            .chart
            .times
            .iter()
            .map(|time| time.nanoseconds() as f64);
        times
            .zip(values)
            .map(|(time, value)| (self.x(time), self.y(*value)))
    }

    fn grid(&self, out: &mut String) {
        let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
        for (value, label) in &self.value.labels {
            let (y, x) = (self.y(*value), LEFT - 8.0);
            line(
                out,
                format_args!("<path class=\"grid\" d=\"M{LEFT} {y:.1}H{right}\"/>"),
            );
            line(
                out,
                format_args!(
                    "<text class=\"value\" x=\"{x}\" y=\"{:.1}\">{label}</text>",
                    y + 4.0
                ),
            );
        }
        for (time, label) in &self.time.labels {
            let (x, below) = (self.x(*time), bottom + 18.0);
            line(
                out,
                format_args!("<path class=\"grid\" d=\"M{x:.1} {TOP}V{bottom}\"/>"),
            );
            line(
                out,
                format_args!("<text class=\"time\" x=\"{x:.1}\" y=\"{below}\">{label}</text>"),
            );
        }
        line(
            out,
            format_args!("<path class=\"axis\" d=\"M{LEFT} {TOP}V{bottom}H{right}\"/>"),
        );
    }

    /// A circle for each spike and a diamond for each dip; what it is is told where a pointer rests.
    fn flagged(&self, chart: &Chart, out: &mut String) {
        let places = self.places(&chart.values);
        let points = places
            .zip(&chart.flags)
            .zip(chart.times.iter().zip(&chart.values))
            .zip(&chart.baseline);
        let flagged = points.filter(|(((_, flag), _), _)| **flag != 0);
        for ((((x, y), flag), (time, value)), expected) in flagged {
            let what = if *flag > 0 { "spike" } else { "dip" };
            let told = format!("{what} {time}: {value}, expected {expected:.1}");
            let shape = if *flag > 0 {
                format!("<circle class=\"spike\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\">")
            } else {
                format!(
                    "<path class=\"dip\" d=\"M{x:.1} {:.1}l6 6l-6 6l-6 -6Z\">",
                    y - 6.0
                )
            };
            let end = if *flag > 0 { "</circle>" } else { "</path>" };
            line(
                out,
                format_args!("{shape}<title>{}</title>{end}", Escaped(&told)),
            );
        }
    }

    /// A line for each moment within the series.
    fn moments(&self, chart: &Chart, out: &mut String) {
        for moment in &chart.moments {
            let x = self.x(moment.time.nanoseconds() as f64);
            if !(LEFT..=WIDTH - RIGHT).contains(&x) {
                continue;
            }
            let (beside, bottom, below) = (x + 5.0, HEIGHT - BOTTOM, TOP + 12.0);
            let label = Escaped(&moment.label);
            line(
                out,
                format_args!("<path class=\"moment\" d=\"M{x:.1} {TOP}V{bottom}\"/>"),
            );
            line(
                out,
                format_args!("<text x=\"{beside:.1}\" y=\"{below}\">{label}</text>"),
            );
        }
    }

    fn legend(&self, chart: &Chart, out: &mut String) {
        let band = chart.band.is_some().then_some("band");
        let entries = ["series", "baseline"]
            .into_iter()
            .chain(band)
            .chain(["spike", "dip"]);
        for (at, class) in entries.collect::<Vec<_>>().into_iter().rev().enumerate() {
            let x = WIDTH - RIGHT - 90.0 * (at as f64 + 1.0);
            let sign = match class {
                "spike" => format!(
                    "<circle class=\"spike\" cx=\"{}\" cy=\"16\" r=\"5\"/>",
                    x + 10.0
                ),
                "dip" => format!(
                    "<path class=\"dip\" d=\"M{} 10l6 6l-6 6l-6 -6Z\"/>",
                    x + 10.0
                ),
                "band" => format!("<path class=\"band\" d=\"M{x} 10h20v12h-20Z\"/>"),
                line => format!("<path class=\"{line}\" d=\"M{x} 16h20\"/>"),
            };
            line(
                out,
                format_args!(
                    "{sign}<text class=\"legend\" x=\"{}\" y=\"20\">{class}</text>",
                    x + 26.0
                ),
            );
        }
    }
}

fn line(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = writeln!(out, "{what}");
}
