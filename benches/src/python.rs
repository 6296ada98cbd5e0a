//! [`Python`]: the rivals that live in an interpreter.
//!
//! One process serves all tasks, so that what its libraries take to load is not measured.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::clock::Timed;
use crate::error::Error;

const RUNNER: &str = include_str!("../python/runner.py");

pub(crate) struct Python {
    child: Child,
    tasks: ChildStdin,
    replies: BufReader<ChildStdout>,
    folder: PathBuf,
}

impl Python {
    pub(crate) fn start(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Interpreter {
            path: path.display().to_string(),
            source,
        };
        let mut child = Command::new(path)
            .args(["-c", RUNNER])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let tasks = child.stdin.take().ok_or(Error::NoAnswer)?;
        let replies = child
            .stdout
            .take()
            .map(BufReader::new)
            .ok_or(Error::NoAnswer)?;
        let folder = std::env::temp_dir().join(format!("chaffinch-compare-{}", child.id()));
        fs::create_dir_all(&folder)?;
        Ok(Self {
            child,
            tasks,
            replies,
            folder,
        })
    }

    /// Lays an input down for the rival to read.
    pub(crate) fn input(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
        let path = self.folder.join(name.replace(' ', "-"));
        fs::write(&path, bytes)?;
        Ok(path)
    }

    /// Rows of text as the runner reads them.
    pub(crate) fn rows(&self, name: &str, rows: &[Option<&str>]) -> Result<PathBuf, Error> {
        self.input(name, &serde_json::to_vec(rows)?)
    }

    /// Numbers as the runner reads them.
    pub(crate) fn floats(&self, name: &str, values: &[f64]) -> Result<PathBuf, Error> {
        let bytes: Vec<u8> = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        self.input(name, &bytes)
    }

    /// Runs a job on an input, with what else it has to know.
    pub(crate) fn run(
        &mut self,
        job: &str,
        input: &Path,
        more: &Value,
    ) -> Result<Timed<Vec<u8>>, Error> {
        let answer = self.folder.join("answer");
        let mut task = json!({"job": job, "input": input, "answer": answer});
        if let (Some(task), Some(more)) = (task.as_object_mut(), more.as_object()) {
            task.extend(more.clone());
        }
        writeln!(self.tasks, "{task}")?;
        let mut line = String::new();
        if self.replies.read_line(&mut line)? == 0 {
            return Err(Error::NoAnswer);
        }
        let reply: Value = serde_json::from_str(&line)?;
        match reply.get("seconds").and_then(Value::as_f64) {
            Some(seconds) => Ok(Timed {
                seconds,
                answer: fs::read(&answer)?,
            }),
            None => Err(Error::Rival(reply.to_string())),
        }
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // What goes wrong while leaving changes no result.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The answer of a job that finds things: one JSON value a line.
pub(crate) fn lines(answer: &[u8]) -> Vec<Value> {
    answer
        .split(|&byte| byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect()
}

/// The answer of a job that computes numbers.
pub(crate) fn floats(answer: &[u8]) -> Vec<f64> {
    let chunks = answer.chunks_exact(8);
    chunks
        .filter_map(|chunk| chunk.first_chunk().copied().map(f64::from_le_bytes))
        .collect()
}
