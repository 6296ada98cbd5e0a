//! The extractor against an extraction by regular expressions: one alternation of the same kinds,
//! without the checks that follow a match here.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use iocextract::Extractor;
use regex::Regex;

const RIVAL: &str = r"(?x)
    (?i:https?|hxxps?|ftp)(?:://|\[:\]//)[^\s\x22'<>]+
  | [A-Za-z0-9._%+-]+(?:@|\[at\]|\[@\])[A-Za-z0-9.\[\]-]+(?:\.|\[\.\])[A-Za-z]{2,}
  | \b(?:[0-9]{1,3}(?:\.|\[\.\])){3}[0-9]{1,3}\b
  | \b(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})\b
  | \b(?:[A-Fa-f0-9]{0,4}:){2,7}[A-Fa-f0-9]{1,4}\b
  | \b(?:[A-Za-z0-9-]{1,63}(?:\.|\[\.\]))+[A-Za-z]{2,24}\b
  | [A-Za-z]:\\[^\s\x22'<>|*?:]+
  | (?:/(?:usr|etc|tmp|var|home|opt|bin|dev))(?:/[^\s\x22'<>|]+)+";

/// A report: prose with an indicator in about every thirtieth word.
fn report() -> String {
    let paragraph = "The actor moved on to the second host within minutes and left few traces, as in \
        earlier cases (see above). The loader came from hxxps://cdn[.]evil-updates[.]com/a/b.php?id=7 and \
        wrote C:\\Users\\Public\\svc.exe; its digest is d41d8cd98f00b204e9800998ecf8427e. Later it spoke to \
        203.0.113.77:443 and mailed ops@evil.example. Analysts should read the appendix before they act, \
        since the names of the tools changed: it is not 1.2.3 but 1.2.4, and run.sh became setup.py.\n";
    paragraph.repeat(2_000)
}

/// An access log: several addresses and times in each line.
fn log() -> String {
    let line = "198.51.100.23 - - [10/Oct/2020:13:55:36 +0000] \"GET /images/logo.png HTTP/1.1\" 200 2326 \
        \"http://www.example.com/start.html\" \"Mozilla/5.0 (X11; Linux x86_64)\" 10.0.0.5:8080\n";
    line.repeat(5_000)
}

fn extract(criterion: &mut Criterion) {
    let Ok(rival) = Regex::new(RIVAL) else {
        return;
    };
    let ours = Extractor::new();
    for (name, text) in [
        ("report", report()),
        ("log", log()),
        ("hostile", "1.".repeat(5_000)),
    ] {
        let mut group = criterion.benchmark_group(name);
        group
            .throughput(Throughput::Bytes(text.len() as u64))
            .sample_size(10);
        group.bench_function("iocextract", |b| {
            b.iter(|| ours.find_iter(black_box(&text)).count());
        });
        group.bench_function("regex alternation", |b| {
            b.iter(|| rival.find_iter(black_box(&text)).count());
        });
        group.finish();
    }
}

criterion_group!(benches, extract);
criterion_main!(benches);
