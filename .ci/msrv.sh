#!/usr/bin/env bash
# The minimum Rust version that the manifests state is true: the libraries build with exactly that
# compiler. Debian ships it as `rustc-web`; its packages are unpacked into the cache, not installed.
set -euo pipefail
cd "$(dirname "$0")/.."
cache="${1:?usage: msrv.sh CACHE}"

version=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' crates/*/Cargo.toml | sort -uV | tail -n 1)
libraries=$(sed -n 's/^name = "\(chaffinch-.*\)"/--package \1/p' crates/*/Cargo.toml)
root="$cache/rust-$version"

if rustup run "$version" rustc --version >/dev/null 2>&1; then
  compiler=$(rustup which --toolchain "$version" rustc)
elif [ -x "$root/rustc" ] || .ci/fetch-rust.sh "$version" "$root"; then
  compiler="$root/rustc"
else
  echo "skipped: no Rust $version here"
  exit 0
fi

"$compiler" --version
export RUSTC="$compiler" CARGO_TARGET_DIR="$cache/target-msrv"
others=$(grep -v 'b64unpack\|frames' <<<"$libraries")
# shellcheck disable=SC2086 # one word a package
cargo check --locked $others --all-features
# DataFusion needs Rust 1.94, as the feature of that name says.
cargo check --locked --package chaffinch-frames --features msticpy
# The decoders behind `zstd` and `zip-deflate64` need Rust 1.87, as these features say; `full` includes them.
features=$(sed -n '/^\[features\]/,/^\[dep/s/^\([a-z0-9-]*\) = .*/\1/p' crates/b64unpack/Cargo.toml |
  grep -vx 'default\|full\|zip-deflate64\|zstd' | paste -sd,)
cargo check --locked --package chaffinch-b64unpack --no-default-features --features "$features"
