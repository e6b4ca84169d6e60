#!/usr/bin/env bash
# Checks our crates for known vulnerabilities. Needs the advisory database from the internet.
set -euo pipefail
source "$(dirname "$0")/need.sh"
source make/deny.sh

need_rust
need_deny
if ! cargo deny --log-level off fetch db >/dev/null 2>&1; then
  say "NOT CHECKED: the advisory database cannot be reached"
  exit 0
fi
cargo deny check --disable-fetch advisories
