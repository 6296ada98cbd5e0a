//! The step that rows have in common.

use super::clock::duration;
use super::error::TimeError;

/// The most frequent distance between neighbours, in nanoseconds; the shortest of several.
///
/// `readings` are sorted. More than half of the distances have to be this one, or the rows have no
/// step that their times could tell.
pub(super) fn common(readings: impl Iterator<Item = i128> + Clone) -> Result<i128, TimeError> {
    let rows = readings.clone().count();
    let neighbours = readings.clone().zip(readings.skip(1));
    let mut steps: Vec<i128> = neighbours
        .map(|(one, next)| next - one)
        .filter(|&step| step > 0)
        .collect();
    steps.sort_unstable();
    let runs = steps.chunk_by(|one, next| one == next);
    let longest = runs.rev().max_by_key(|run| run.len()).unwrap_or_default();
    match longest.first() {
        None if rows == 0 => Err(TimeError::Empty),
        None => Err(TimeError::OneTime { rows }),
        Some(&step) if 2 * longest.len() > steps.len() => Ok(step),
        Some(&step) => Err(TimeError::Irregular {
            step: duration(step),
        }),
    }
}
