#!/usr/bin/env bash
# Breaks a release build on purpose, on SQLite and on PostgreSQL; the last line says what was lost.
# faults.sh [--seed N] [--rows F-01,F-22] [--engine sqlite|postgres] [--rounds N] [--short] [--list]
# BESA_BIN names another build to break.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
need postgres redis fiu faketime
make/assets.sh
if [ -z "${BESA_BIN:-}" ]; then
  cargo build --release -p besa-server
  export BESA_BIN="$CARGO_TARGET_DIR/release/besa"
fi
cargo build --workspace --bin faults
exec "$CARGO_TARGET_DIR/debug/faults" "$@"
