#!/usr/bin/env bash
# Features only ever add: every combination that a user can ask for must build without a warning.
set -euo pipefail
cd "$(dirname "$0")/.."

check() { cargo clippy --quiet --locked --package "chaffinch-$1" --lib --no-default-features --features "$2" -- -D warnings; }

for features in '' digest simd gzip zip zip-aes zip-deflate64 tar zlib deflate bzip2 xz lzma zstd lz4 brotli sevenz ole cab rar gzip,zip digest,tar; do check b64unpack "$features"; done
for features in '' coins regex serde simd regex,serde export; do check iocextract "$features"; done
for features in '' ndarray rayon simd time; do check timeseries "$features"; done
for features in '' msticpy; do check frames "$features"; done
check msticpy ''
check report ''
check examples ''
