#!/usr/bin/env bash
# Builds Besa and starts it with SQLite; database, files and mails are in ./data. Needs no services.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
make/assets.sh
besa="$CARGO_TARGET_DIR/debug/besa"
state=warm
[ -x "$besa" ] || { state=cold; say "the first build takes about ten minutes on two cores; later ones take seconds"; }
cargo build --workspace --bin besa
say "built in $SECONDS s ($state)"
export BESA_DATA_DIR="${BESA_DATA_DIR:-$PWD/data}"
exec "$besa" serve "$@"
