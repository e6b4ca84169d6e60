#!/usr/bin/env bash
# Checks formatting, clippy, and the rules of deny.toml.
set -euo pipefail
source "$(dirname "$0")/need.sh"
source make/deny.sh

need_rust
cargo fmt --all -- --check --files-with-diff || { say "files are not formatted: run make fmt"; exit 1; }
cargo clippy --workspace --all-targets -- -D warnings
need_deny
cargo deny --log-level warn check bans licenses sources
if command -v shellcheck >/dev/null; then
  git ls-files '*.sh' .ci/run | xargs shellcheck -x -P SCRIPTDIR -e SC2317
fi
say "lint passed"
