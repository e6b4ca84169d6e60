#!/usr/bin/env bash
# Writes the OpenAPI description to docs/openapi.json.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
cargo build --quiet --workspace --bin besa
"$CARGO_TARGET_DIR/debug/besa" spec >docs/openapi.json.new
mv docs/openapi.json.new docs/openapi.json
