#!/usr/bin/env bash
# Measures a release build of Besa beside what it is compared with, and writes docs/bench.md (tests/bench).
# bench.sh [--quick] [--cases pages,writes,…] [--cities 10,50,1000,10000] [--rounds N] [--seconds N]
#          [--minutes N] [--engine postgres|sqlite] [--write FILE]
# BESA_BIN: another binary to measure. Without PostgreSQL: --engine sqlite.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
need wrk
case " $* " in *"--engine sqlite"*) ;; *) need postgres redis ;; esac
if [ -z "${BESA_BIN:-}" ]; then
  make/assets.sh
  cargo build --release -p besa-server
  export BESA_BIN="$CARGO_TARGET_DIR/release/besa"
fi
cargo build --release -p besa-bench
exec "$CARGO_TARGET_DIR/release/bench" "$@"
