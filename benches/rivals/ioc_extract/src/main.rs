//! `ioc-extract-rival FILE BYTES`: the CPU time of `ioc_extract` on the first so many bytes of the
//! file, on all of its threads, and how many different indicators it finds, as JSON.

use std::{env, fs, process::exit};

use cpu_time::ProcessTime;
use ioc_extract::Artifacts;

fn main() {
    let args: Vec<String> = env::args().collect();
    let [_, file, bytes] = args.as_slice() else {
        exit(2)
    };
    let text = fs::read_to_string(file).expect("a text file");
    let bytes: usize = bytes.parse().expect("a number of bytes");
    let part = &text[..bytes.min(text.len())];
    // What it compiles at first use is not measured.
    let _ = Artifacts::from_str("see http://example.com, 192.0.2.1");
    let begin = ProcessTime::now();
    let found = Artifacts::from_str(part);
    let seconds = begin.elapsed().as_secs_f64();
    println!(
        "{{\"seconds\": {seconds}, \"found\": {}}}",
        found.map_or(0, count)
    );
}

fn count(found: Artifacts) -> usize {
    let kinds = [
        found.urls,
        found.domains,
        found.emails,
        found.ip_address,
        found.crypto,
        found.registry_keys,
        found.file_paths,
    ];
    kinds.iter().flatten().map(Vec::len).sum()
}
