//! Running the binaries, and finding the reference data.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

/// What a run of a tool gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The binary of this name.
pub(crate) fn tool(name: &str) -> Command {
    Command::new(match name {
        "anomalies" => env!("CARGO_BIN_EXE_anomalies"),
        "hunt" => env!("CARGO_BIN_EXE_hunt"),
        "iocs" => env!("CARGO_BIN_EXE_iocs"),
        "unpack" => env!("CARGO_BIN_EXE_unpack"),
        other => panic!("no tool {other}"),
    })
}

/// Runs a tool in `folder`, with `stdin`.
pub(crate) fn run_in(folder: &Path, name: &str, args: &[&str], stdin: &[u8]) -> Run {
    let mut command = tool(name);
    command.args(args).current_dir(folder);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let stdin = stdin.to_vec();
    // A tool that fails early does not read its input.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&stdin)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs a tool where nothing of the project is, without input.
pub(crate) fn run(name: &str, args: &[&str]) -> Run {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let folder = Folder::new(&format!("run-{}", RUNS.fetch_add(1, Ordering::Relaxed)));
    run_in(folder.path(), name, args, b"")
}

impl Run {
    /// Standard output as JSON Lines.
    pub(crate) fn objects(&self) -> Vec<Value> {
        objects(&self.stdout)
    }
}

/// What the scripts of a page are given.
pub(crate) fn data(page: &str) -> Value {
    let (_, rest) = page
        .split_once("<script type=\"application/json\" id=\"data\">")
        .unwrap();
    let (data, _) = rest.split_once("</script>").unwrap();
    serde_json::from_str(data).unwrap()
}

/// JSON Lines.
pub(crate) fn objects(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A folder of its own for a test, gone afterwards.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("chaffinch-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.join(name), bytes).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A file of the reference data, or `None` with a word on what is skipped; CI may not skip.
pub(crate) fn shared(file: &str, what: &str) -> Option<String> {
    let folder = std::env::var_os("CHAFFINCH_SHARED").unwrap_or("../shared".into());
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder)
        .join(file);
    if path.exists() {
        return Some(path.to_str().unwrap().to_owned());
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "{what}: no shared data at {}",
        path.display()
    );
    eprintln!("skipped: {what} (no shared data at {})", path.display());
    None
}
