#!/usr/bin/env bash
# Runs the fault injection tests with a release build, on SQLite and PostgreSQL. The last line is the number
# of lost writes and mails.
# faults.sh [--seed N] [--rows F-01,F-22] [--engine sqlite|postgres] [--rounds N] [--short] [--list]
# BESA_BIN: another binary to test.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
need postgres redis fiu faketime
make/assets.sh
if [ -z "${BESA_BIN:-}" ]; then
  cargo build --release -p besa-server
  export BESA_BIN="$CARGO_TARGET_DIR/release/besa"
fi
cargo build --profile tests --workspace --bin faults
exec "$CARGO_TARGET_DIR/tests/faults" "$@"
