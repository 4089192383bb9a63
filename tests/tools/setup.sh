#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Finds or installs the real validators that the tests use. Quick when there is nothing to do.
#
#   eval "$(tests/tools/setup.sh [FOLDER])"
#
# FOLDER (default build/tools) keeps what is installed. Standard output is shell code that exports what was found; what
# will be skipped, and why, goes to standard error. Variables that are set already are kept:
#   GROUNDPLAN_ENGINE        terraform or tofu
#   GROUNDPLAN_PROVIDER_DIR  a folder for `init -plugin-dir` with the AWS provider
#   GROUNDPLAN_CFN_LINT      cfn-lint
#   GROUNDPLAN_MOTO          moto_server
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
tools=${1:-$root/build/tools}
cfn_lint_version=1.41.0
moto_version=5.1.17
tofu_version=v1.10.7

say() { echo "tests/tools: $*" >&2; }
give() { printf 'export %s=%q\n' "$1" "$2"; }
mkdir -p "$tools"
tools=$(cd "$tools" && pwd)

# --- The engine -----------------------------------------------------------------------------------------------------------
engine=${GROUNDPLAN_ENGINE:-$(command -v tofu || command -v terraform || true)}
[ -z "$engine" ] && [ -x "$tools/bin/tofu" ] && engine=$tools/bin/tofu
# Its go.mod replaces a module, which `go install MODULE@VERSION` refuses: build it in the module's own folder.
build_tofu() {
    local source
    source=$(cd / && go mod download -json "github.com/opentofu/opentofu@$tofu_version" | sed -n 's/^\t"Dir": "\(.*\)",\{0,1\}$/\1/p') &&
        [ -n "$source" ] && mkdir -p "$tools/bin" && cd "$source" && CGO_ENABLED=0 go build -trimpath -o "$tools/bin/tofu" ./cmd/tofu
}
if [ -z "$engine" ] && command -v go >/dev/null; then
    say "building OpenTofu $tofu_version with Go (once, some minutes)…"
    if (build_tofu) >"$tools/tofu.log" 2>&1; then
        engine=$tools/bin/tofu
    else
        say "OpenTofu could not be built; see $tools/tofu.log"
    fi
fi
if [ -n "$engine" ]; then
    give GROUNDPLAN_ENGINE "$engine"
else
    say "SKIPPED: tests with a real engine (neither terraform nor tofu found, and none could be built)"
fi

# --- The AWS provider -----------------------------------------------------------------------------------------------------
# A mirror has HOST/NAMESPACE/NAME/VERSION/PLATFORM/terraform-provider-…: the folder for -plugin-dir is six levels up.
provider_dir=${GROUNDPLAN_PROVIDER_DIR:-}
if [ -z "$provider_dir" ]; then
    find_provider() { timeout 20 find "$@" -xdev -path '*/hashicorp/aws/*' -name 'terraform-provider-aws_*' -type f -print -quit 2>/dev/null; }
    found=
    for folder in "${TF_PLUGIN_CACHE_DIR:-}" "$HOME/.terraform.d/plugins" "$HOME/.terraform.d/plugin-cache" "$HOME/.local/share/terraform/plugins" \
        /usr/share/terraform/plugins /usr/local/share/terraform/plugins /opt; do
        [ -n "$folder" ] && [ -d "$folder" ] && found=$(find_provider "$folder/") && [ -n "$found" ] && break
    done
    # The search over the whole disk is done once a day, so that running the tests stays quick.
    cache=$tools/provider
    if [ -z "$found" ]; then
        if [ -f "$cache" ] && [ -n "$(find "$cache" -mtime -1 2>/dev/null)" ]; then
            found=$(cat "$cache")
        else
            found=$(find_provider / -not -path '/proc/*')
            echo "$found" >"$cache"
        fi
    fi
    if [ -n "$found" ]; then
        provider_dir=$found
        for _ in 1 2 3 4 5 6; do provider_dir=$(dirname "$provider_dir"); done
    fi
fi
# OpenTofu looks for the same provider under its own registry's name.
if [ -n "$provider_dir" ] && [ -n "$engine" ] && [ ! -d "$provider_dir/registry.opentofu.org" ] && [ -d "$provider_dir/registry.terraform.io" ] &&
    "$engine" version 2>/dev/null | grep -q '^OpenTofu'; then
    # Only the innermost folder may be a link: the engines do not follow others.
    for platform in "$provider_dir"/registry.terraform.io/hashicorp/aws/*/*/; do
        version=$(basename "$(dirname "$platform")")
        mkdir -p "$tools/providers/registry.opentofu.org/hashicorp/aws/$version"
        ln -sfn "${platform%/}" "$tools/providers/registry.opentofu.org/hashicorp/aws/$version/$(basename "$platform")"
    done
    provider_dir=$tools/providers
fi
if [ -n "$provider_dir" ] && [ -d "$provider_dir" ]; then
    give GROUNDPLAN_PROVIDER_DIR "$provider_dir"
else
    say "SKIPPED: validate and plan with the AWS provider (terraform-provider-aws_* found nowhere; set GROUNDPLAN_PROVIDER_DIR)"
fi

# --- cfn-lint and moto ----------------------------------------------------------------------------------------------------
venv=$tools/venv
stamp="cfn-lint==$cfn_lint_version moto[server]==$moto_version"
if [ -z "${GROUNDPLAN_CFN_LINT:-}" ] || [ -z "${GROUNDPLAN_MOTO:-}" ]; then
    if [ "$(cat "$venv/stamp" 2>/dev/null)" != "$stamp" ] && command -v python3 >/dev/null; then
        say "installing $stamp into a virtual environment (once)…"
        # shellcheck disable=SC2086
        if python3 -m venv "$venv" >"$tools/venv.log" 2>&1 && "$venv/bin/pip" install --quiet $stamp >>"$tools/venv.log" 2>&1; then
            echo "$stamp" >"$venv/stamp"
        else
            say "they could not be installed; see $tools/venv.log"
        fi
    fi
fi
lint=${GROUNDPLAN_CFN_LINT:-$venv/bin/cfn-lint}
moto=${GROUNDPLAN_MOTO:-$venv/bin/moto_server}
if [ -x "$lint" ]; then give GROUNDPLAN_CFN_LINT "$lint"; else say "SKIPPED: cfn-lint over exported templates (not installed)"; fi
if [ -x "$moto" ]; then give GROUNDPLAN_MOTO "$moto"; else say "SKIPPED: deployments to moto (not installed)"; fi
exit 0
