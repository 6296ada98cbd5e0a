#!/usr/bin/env bash
# fuzz.sh CACHE [TARGET [SECONDS]]: runs each fuzz target for ten seconds, from its seeds and from what
# earlier runs left in the cache. Needs a nightly compiler; says so and succeeds where there is none.
# The flags are those of cargo-fuzz, which therefore need not be built first.
set -euo pipefail
cd "$(dirname "$0")/.."
cache="${1:?usage: fuzz.sh CACHE [TARGET [SECONDS]]}"
targets="${2:-$(sed -n 's/^path = "targets\/\(.*\)\.rs"/\1/p' fuzz/Cargo.toml)}"
seconds="${3:-10}"
profile=$([ "$seconds" -gt 60 ] && echo release || echo smoke)

if ! nightly=$(rustup run nightly rustc -vV 2>/dev/null); then
  echo 'skipped: no nightly toolchain here'
  exit 0
fi
host=$(sed -n 's/^host: //p' <<<"$nightly")

export CARGO_TARGET_DIR="$cache/target-fuzz"
export RUSTFLAGS="--cfg fuzzing -Zsanitizer=address -Cpasses=sancov-module \
  -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
  -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
rustup run nightly cargo build --quiet --locked --profile "$profile" --manifest-path fuzz/Cargo.toml --target "$host"

for target in $targets; do
  echo "-- $target, $seconds s"
  corpus="$cache/fuzz-corpus/$target" found="$cache/fuzz-artifacts/$target/"
  mkdir -p "$corpus" "$found" "fuzz/seeds/$target"
  log="$cache/fuzz-$target.log"
  if "$CARGO_TARGET_DIR/$host/$profile/$target" "$corpus" "fuzz/seeds/$target" -artifact_prefix="$found" \
    -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 >"$log" 2>&1; then
    grep 'number_of_executed_units' "$log"
  else
    tail -n 40 "$log"
    echo "fuzz target $target failed; the input is under $found"
    exit 1
  fi
done
