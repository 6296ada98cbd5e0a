#!/usr/bin/env bash
# picture.sh CACHE: makes docs/report.png, the picture of the README, from the report of the sample data.
# `.ci/browser.sh CACHE` has to have run before.
set -euo pipefail
cd "$(dirname "$0")/.."
cache="${1:?usage: picture.sh CACHE}"
modules=$(dirname "$(ls -t "$cache"/browser-*/ready | head -n 1)")
CHROMIUM=$(command -v chromium google-chrome chromium-browser | head -n 1)
export CHROMIUM
MODULES="$modules/node_modules" node .ci/browser/picture.mjs "$cache/browser-pages/sample.html" docs/report.png
