#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and runs every test. PRESET=asan runs them under the sanitizers.
set -euo pipefail
cd "$(dirname "$0")"
preset=${PRESET:-dev}
installer/install-packages.sh installer/packages.txt installer/packages-test.txt

# Terraform or OpenTofu, the AWS provider, cfn-lint and moto: found or made, and told to the tests by environment variables.
eval "$(tests/tools/setup.sh)"

[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" -- --quiet
if [ "$preset" = asan ]; then # Qt, fontconfig and the like keep caches for the life of the process
    export LSAN_OPTIONS="suppressions=$PWD/tests/tools/lsan.supp:print_suppressions=0"
    export ASAN_OPTIONS="detect_odr_violation=0:abort_on_error=1" UBSAN_OPTIONS="print_stacktrace=1"
fi
exec ctest --test-dir "build/$preset" --output-on-failure --parallel "$(nproc)" "$@"
