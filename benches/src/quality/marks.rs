//! [`Marks`]: what a detector is worth.

use super::{Judged, Labelled};

/// Windows hit and missed, false alarms, and the area under the precision-recall curve.
///
/// A window is hit if at least one of its points is found. What is found outside of windows is a
/// false alarm for each run of neighbouring points. Everything found is a run or two a series by
/// that measure, and no bad mark; hence the share of points flagged beside it, and the area, which
/// counts points: as the scores of all series are gone through from the highest on, recall is the
/// share of windows hit so far and precision the share of points that lie in any.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) hits: usize,
    pub(crate) misses: usize,
    alarms: usize,
    pub(crate) area: f64,
    pub(crate) flagged: f64,
}

impl Marks {
    pub(crate) fn of(series: &[Labelled], judged: &[Judged]) -> Marks {
        let mut marks = Marks::default();
        let (mut points, mut found) = (0, 0);
        for (series, judged) in series.iter().zip(judged) {
            marks.count(series, judged);
            points += judged.found.len();
            found += judged.found.iter().filter(|found| **found).count();
        }
        marks.flagged = found as f64 / points.max(1) as f64;
        marks.area = area(series, judged, marks.hits + marks.misses);
        marks
    }

    fn count(&mut self, series: &Labelled, judged: &Judged) {
        for &(first, last) in &series.windows {
            let mut within = judged.found.iter().skip(first).take(last + 1 - first);
            if within.any(|found| *found) {
                self.hits += 1;
            } else {
                self.misses += 1;
            }
        }
        let mut before = None;
        for (hour, found) in judged.found.iter().enumerate() {
            if *found && series.window_at(hour).is_none() {
                self.alarms += usize::from(before.is_none_or(|before| hour - before > 1));
                before = Some(hour);
            }
        }
    }

    pub(crate) fn precision(&self) -> f64 {
        self.hits as f64 / (self.hits + self.alarms).max(1) as f64
    }

    pub(crate) fn recall(&self) -> f64 {
        self.hits as f64 / (self.hits + self.misses).max(1) as f64
    }

    pub(crate) fn f1(&self) -> f64 {
        let wrong = self.alarms + self.misses;
        2.0 * self.hits as f64 / (2 * self.hits + wrong).max(1) as f64
    }
}

impl Labelled {
    fn window_at(&self, hour: usize) -> Option<usize> {
        let holds = |&(first, last): &(usize, usize)| first <= hour && hour <= last;
        self.windows.iter().position(holds)
    }
}

fn area(series: &[Labelled], judged: &[Judged], windows: usize) -> f64 {
    let mut ranked: Vec<(f64, usize, Option<usize>)> = Vec::new();
    for (number, (series, judged)) in series.iter().zip(judged).enumerate() {
        let points = judged.scores.iter().enumerate();
        let scored = points.filter(|(_, score)| **score > 0.0);
        ranked.extend(scored.map(|(hour, &score)| (score, number, series.window_at(hour))));
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut hit = std::collections::BTreeSet::new();
    let (mut within, mut area) = (0, 0.0);
    for (rank, (_, series, window)) in ranked.into_iter().enumerate() {
        let Some(window) = window else {
            continue;
        };
        within += 1;
        if hit.insert((series, window)) {
            area += f64::from(within) / (rank + 1) as f64;
        }
    }
    area / windows.max(1) as f64
}
