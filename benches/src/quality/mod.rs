//! What detectors find, against what somebody says is there.
//!
//! One JSON object a line, for each group of series and each detector.

mod detectors;
mod marks;
mod nab;
mod planted;

use std::io::{Write as _, stdout};
use std::path::Path;

use serde_json::json;

use crate::error::Error;
use detectors::DETECTORS;
use marks::Marks;

/// A series on a grid of hours, and the stretches in which something is wrong with it.
pub(crate) struct Labelled {
    pub(crate) values: Vec<f64>,
    /// First and last hour of each window.
    pub(crate) windows: Vec<(usize, usize)>,
}

/// Whether the detector finds the point, and how sure it is: comparable within a group.
pub(crate) struct Judged {
    pub(crate) found: Vec<bool>,
    pub(crate) scores: Vec<f64>,
}

/// The public NAB data, in the folder that holds `data` and `labels`.
pub(crate) fn nab(folder: &Path, case: Option<&str>) -> Result<(), Error> {
    let groups = nab::groups(folder)?;
    let wanted = groups
        .into_iter()
        .filter(|group| case.is_none_or(|case| case == group));
    let mut any = false;
    for group in wanted {
        any = true;
        print(&group, &nab::read(folder, &group)?)?;
    }
    match case {
        Some(case) if !any => Err(Error::NoCase(case.to_owned())),
        _ => Ok(()),
    }
}

/// Series of our own, in which anomalies of known kinds are planted.
pub(crate) fn planted(seed: u64, quick: bool) -> Result<(), Error> {
    let count = if quick { 20 } else { 200 };
    print("planted", &planted::series(seed, count))
}

fn print(group: &str, series: &[Labelled]) -> Result<(), Error> {
    for (name, detect) in DETECTORS {
        let judged: Vec<Judged> = series.iter().map(|series| detect(&series.values)).collect();
        let marks = Marks::of(series, &judged);
        let line = json!({
            "group": group,
            "detector": name,
            "series": series.len(),
            "windows": marks.hits + marks.misses,
            "precision": marks.precision(),
            "recall": marks.recall(),
            "f1": marks.f1(),
            "auc_pr": marks.area,
            "flagged": marks.flagged,
        });
        writeln!(stdout().lock(), "{line}")?;
    }
    Ok(())
}
