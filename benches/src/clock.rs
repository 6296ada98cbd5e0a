//! CPU time, which other processes on the machine disturb less than the time on the wall.

use cpu_time::ProcessTime;

/// An answer and what it cost.
pub(crate) struct Timed<T> {
    pub(crate) seconds: f64,
    pub(crate) answer: T,
}

pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> Timed<T> {
    let begin = ProcessTime::now();
    let answer = std::hint::black_box(work());
    Timed {
        seconds: begin.elapsed().as_secs_f64(),
        answer,
    }
}
