#!/usr/bin/env bash
# browser.sh CACHE [PICTURES]: opens reports in headless Chromium and does with them what a person does. What it
# needs is installed into the cache and, as root, from the distribution. PICTURES is a folder for screenshots.
# Without a browser it fails in CI, and says so and succeeds elsewhere.
set -euo pipefail
cd "$(dirname "$0")/.."
cache="${1:?usage: browser.sh CACHE [PICTURES]}"
pictures="${2:-}"
packages=(puppeteer-core@24.43.1 axe-core@4.14.1)
modules="$cache/browser-$(tr ' @' '--' <<<"${packages[*]}")"

skip() {
  echo "skipped: $*"
  [ -z "${CI:-}" ]
  exit
}

# have COMMAND PACKAGE...: from the distribution, where that is allowed.
have() {
  command -v "$1" >/dev/null && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  { apt-get install -qq -y --no-install-recommends "${@:2}" ||
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends "${@:2}"; }; } >"$cache/apt.log" 2>&1
  command -v "$1" -q >/dev/null
}

chromium=$(command -v chromium google-chrome chromium-browser | head -n 1) || true
if [ -z "$chromium" ]; then
  have chromium chromium fonts-dejavu-core || skip "no chromium here"
  chromium=$(command -v chromium)
fi
export CHROMIUM="$chromium"
have node nodejs || skip "no node here"
if [ ! -e "$modules/ready" ]; then
  have npm npm || skip "no npm here"
  mkdir -p "$modules"
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$modules" "${packages[@]}" || skip "no ${packages[*]} here"
  touch "$modules/ready"
fi

cargo build --quiet --locked --package chaffinch-examples --bin hunt --bin anomalies
bin="$(realpath "${CARGO_TARGET_DIR:-target}")/debug"
shared="$(realpath -m "${CHAFFINCH_SHARED:-../shared}")"
root="$PWD"
work="$cache/browser-pages"
rm -rf "$work"
mkdir -p "$work"
cd "$work"
node "$root/.ci/browser/logs.mjs"
"$bin/hunt" -q >/dev/null && mv hunt-report.html sample.html
"$bin/hunt" hostile.csv --encodings all --report hostile.html -q >/dev/null
"$bin/hunt" long.csv --report long.html -q >/dev/null
"$bin/anomalies" "$root/examples/data/anomalies.csv" --by Kind --plot chart.html -q >/dev/null
if [ -d "$shared/lab" ]; then
  "$bin/hunt" "$shared/lab/processes_on_host.csv" --series "$shared/lab/timeseries.csv" --report lab.html -q >/dev/null
else
  echo "skipped: the lab's report (no shared data at $shared)"
fi
MODULES="$modules/node_modules" node "$root/.ci/browser/main.mjs" "$work" "$pictures"
