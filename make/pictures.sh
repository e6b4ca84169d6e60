#!/usr/bin/env bash
# Takes the screenshots of pages in docs/pictures.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
make/assets.sh
need_node
need chromium
cargo build --quiet --workspace --bin besa
node_modules tests/browser
cd tests/browser
BESA_BIN="$CARGO_TARGET_DIR/debug/besa" BESA_CHROMIUM="$(chromium_bin)" npm run --silent pictures
