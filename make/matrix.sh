#!/usr/bin/env bash
# Runs the access matrix: every route as every kind of caller, on SQLite and PostgreSQL. Prints the number
# of cells.
set -euo pipefail
source "$(dirname "$0")/need.sh"

ram_folders
need_rust
need postgres redis
make/assets.sh
export INSTA_UPDATE=no
unset BESA_TEST_DATABASE_URL BESA_TEST_REDIS_URL
services=$(mktemp -d /tmp/besa-services.XXXXXX)
trap 'tests/services.sh stop "$services"' EXIT

cells() {
  local out
  out=$(cargo test --profile tests --workspace --test it matrix:: -- --nocapture 2>&1) || { printf '%s\n' "$out"; return 1; }
  awk -v engine="$1" '/^matrix: [0-9]+ cells/ { n += $2 } END { printf "%s: %d cells passed\n", engine, n }' <<<"$out"
}

cells SQLite
tests/services.sh start "$services"
# shellcheck source=/dev/null
source "$services/env"
cells PostgreSQL
