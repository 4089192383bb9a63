#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs clang-tidy over the sources (all, or those given) with the compile commands of the preset dev.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
if ! command -v clang-tidy >/dev/null; then
    echo "tidy: skipped, clang-tidy is not installed" >&2
    exit 0
fi
cmake --preset dev -B build/tidy -DGROUNDPLAN_UNITY=OFF -DGROUNDPLAN_TESTS=OFF >/dev/null # a command for each source
# What moc writes is included by the sources.
find build/tidy -name AutogenInfo.json | while read -r info; do cmake -E cmake_autogen "$info" Debug; done
commands=build/tidy/compile_commands.json
# clang does not read gcc's precompiled headers: leave them and gcc's own options out.
sed -i -E 's/ -Winvalid-pch//g; s/ -fpch-preprocess//g; s/ -include [^ ]*cmake_pch\.hxx//g; s/ -Werror//g' "$commands"
if [ $# -gt 0 ]; then
    printf '%s\n' "$@"
else
    git ls-files 'model/*.cpp' 'generators/*.cpp' 'views/*.cpp' 'qml/*.cpp' 'app/*.cpp'
fi | xargs -P "${JOBS:-$(nproc)}" -n 4 clang-tidy -p build/tidy --quiet 2>build/tidy/errors.log
