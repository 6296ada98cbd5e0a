//! A progress bar for people who wait.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::{Output, Progress};

/// Work shorter than this needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How many bytes of the input have been read.
#[derive(Debug, Clone)]
pub struct Meter(ProgressBar);

impl Meter {
    /// A meter that shows itself after a second, if standard error is a terminal, results do not
    /// scroll by on it, and nobody said not to.
    #[must_use]
    pub fn new(output: &Output) -> Meter {
        let bar = ProgressBar::hidden();
        let scrolls = output.output.is_none() && io::stdout().is_terminal();
        let wanted = output.progress == Progress::Auto && !output.quiet;
        if wanted && io::stderr().is_terminal() && !scrolls {
            let late = bar.clone();
            std::thread::spawn(move || {
                std::thread::sleep(PATIENCE);
                if !late.is_finished() {
                    late.set_draw_target(ProgressDrawTarget::stderr());
                }
            });
        }
        Meter(bar)
    }

    /// A meter that nobody sees.
    #[must_use]
    pub fn hidden() -> Meter {
        Meter(ProgressBar::hidden())
    }

    /// Says what will be read. Without a size, as of a pipe, there is a counter in place of a bar.
    pub fn expect(&self, files: &[PathBuf]) {
        let size = |path: &PathBuf| match path.as_path() {
            path if path == Path::new("-") => None,
            path => Some(std::fs::metadata(path).map_or(0, |meta| meta.len())),
        };
        let template = match files.iter().map(size).sum::<Option<u64>>() {
            Some(total) => {
                self.0.set_length(total);
                "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}"
            }
            None => "{spinner} {bytes} {bytes_per_sec}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style);
        }
    }

    /// Counts what is read from `reader`.
    #[must_use]
    pub fn watch(&self, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        Box::new(self.0.wrap_read(reader))
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
