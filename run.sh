#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and opens the window with the example (or with the files given).
# Without a display it runs the main job on the example headless and says where the files are.
set -euo pipefail
cd "$(dirname "$0")"
installer/install-packages.sh installer/packages.txt

[ -f build/release/build.ninja ] || cmake --preset release -DGROUNDPLAN_BENCH=OFF >/dev/null
cmake --build --preset release --target groundplan groundplan-cli -- --quiet

example=resources/examples/three-tier.groundplan
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    if [ $# -eq 0 ]; then # a copy, so that trying things out leaves the example as it is
        mkdir -p build/try
        [ -f build/try/three-tier.groundplan ] || cp "$example" build/try/three-tier.groundplan
        set -- build/try/three-tier.groundplan
    fi
    exec build/release/app/groundplan "$@"
fi

cli=build/release/app/cli/groundplan-cli
file=${1:-$example}
out=build/headless
mkdir -p "$out"
echo "There is no display, so here is the main job without a window, on $file."
echo; echo "Problems:"; "$cli" check "$file" --fail-on never
echo; echo "Cost:"; "$cli" cost "$file" | tail -n 2
echo; echo "Code and pictures:"
"$cli" export "$file" --target terraform --output "$out/terraform"
"$cli" export "$file" --target cloudformation-yaml --output "$out/template.yaml"
"$cli" export "$file" --target cloudformation-json --output "$out/template.json"
for picture in picture.png picture.svg picture.pdf picture.drawio picture.mmd; do
    "$cli" render "$file" --output "$out/$picture"
done
echo; echo "The files are in $PWD/$out."
