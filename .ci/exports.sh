#!/usr/bin/env bash
# exports.sh CACHE: what `iocs --export` writes is read by the programs that it is for: the PyPI packages
# `stix2` and `pymisp`, in a virtual environment in the cache.
# Without Python or PyPI it fails in CI, and says so and succeeds elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
cache="${1:?usage: exports.sh CACHE}"
packages=(stix2==3.0.2 pymisp==2.5.34.4)
environment="$cache/exports-$(tr ' ' '-' <<<"${packages[*]}")"

if [ ! -e "$environment/ready" ]; then
  if python3 -m venv --clear "$environment" && "$environment/bin/pip" install --quiet "${packages[@]}"; then
    touch "$environment/ready"
  else
    echo "skipped: no ${packages[*]} here"
    [ -z "${CI:-}" ]
    exit
  fi
fi

export SOURCE_DATE_EPOCH=1767225600
cargo build --quiet --locked --package chaffinch-examples --bin iocs
iocs="${CARGO_TARGET_DIR:-target}/debug/iocs"
written="$cache/exports"
mkdir -p "$written"
for format in stix misp csv; do
  "$iocs" examples/data/processes.csv --every --export "$format" > "$written/$format"
done
"$environment/bin/python" .ci/read_exports.py "$written"
