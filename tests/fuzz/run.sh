#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets with clang and runs each for SECONDS (60 unless told). Fails on the first finding, which is then
# in build/fuzz/findings/ and belongs into tests/fuzz/seeds/ with its mend.
set -eu
seconds=${1:-60}
root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$root"
if ! command -v clang++ >/dev/null; then
    echo "fuzz: skipped, clang++ is not installed" >&2
    exit 0
fi
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz_file fuzz_plan fuzz_event
mkdir -p build/fuzz/findings
for target in file plan event; do
    corpus=build/fuzz/corpus/$target
    mkdir -p "$corpus"
    more=
    [ "$target" = file ] && more=tests/data/blueprints
    echo "fuzz: $target for $seconds s"
    # Sources may be large: a leak check at the end is enough, and Qt keeps its own caches.
    ASAN_OPTIONS=detect_leaks=0 "build/fuzz/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -max_len=65536 -print_final_stats=1 -artifact_prefix="build/fuzz/findings/$target-" \
        "$corpus" "tests/fuzz/seeds/$target" $more 2>"build/fuzz/$target.log" || {
        tail -40 "build/fuzz/$target.log" >&2
        exit 1
    }
    grep -E "stat::(number_of_executed_units|average_exec_per_sec|new_units_added)" "build/fuzz/$target.log"
done
echo "fuzz: no finding"
