//! Running the binaries in folders of their own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Where the sample data are.
pub(crate) fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

pub(crate) fn run_in(folder: &Path, binary: &str, args: &[&str]) -> Run {
    let output = Command::new(binary)
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// `sql` in this folder.
pub(crate) fn sql_in(folder: &Path, args: &[&str]) -> Run {
    run_in(folder, env!("CARGO_BIN_EXE_sql"), args)
}

/// The rows of a query over the sample data.
pub(crate) fn ask(query: &str, tables: &[&str]) -> Vec<Value> {
    let mut args = vec![query, "--format", "jsonl"];
    args.extend(tables);
    let run = sql_in(&data(), &args);
    assert!(run.status != Some(2), "{query}\n{}", run.stderr);
    objects(&run.stdout)
}

/// JSON lines.
pub(crate) fn objects(lines: &str) -> Vec<Value> {
    let lines = lines.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A folder that is removed again.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Folder {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("chaffinch-sql-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
