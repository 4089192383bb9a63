#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Fails, with the places, when a source is not laid out as .clang-format says. "format.sh --fix" lays them out.
set -eu
cd "$(dirname -- "$0")/.."
if ! command -v clang-format >/dev/null; then
    echo "format: skipped, clang-format is not installed" >&2
    exit 77
fi
how="--dry-run -Werror"
[ "${1:-}" = --fix ] && how=-i
git ls-files -co --exclude-standard '*.cpp' '*.h' | xargs -P "$(nproc)" -n 40 clang-format $how
