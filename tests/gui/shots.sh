#!/bin/sh
# Renders the main window with the example, light and dark, 1x and 2x, into tests/gui/shots/ (not committed).
set -eu
cd "$(dirname "$0")/../.."
program=${1:-build/dev/app/groundplan}
out=tests/gui/shots
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for theme in light dark; do
    for scale in 1 2; do
        printf '[look]\ntheme=%s\n' "$theme" > "$work/settings.ini"
        width=$((1600 * scale))
        height=$((1000 * scale))
        HOME="$work" QT_SCALE_FACTOR=$scale xvfb-run -a -s "-screen 0 ${width}x${height}x24" sh -c '
            openbox >/dev/null 2>&1 &
            manager=$!
            "$0" --settings "$1" --example --select "$3" --screenshot "$2"
            code=$?
            kill $manager
            exit $code' "$program" "$work/settings.ini" "$out/$theme-${scale}x.png" "${2:-asg}"
        echo "$out/$theme-${scale}x.png"
    done
done
