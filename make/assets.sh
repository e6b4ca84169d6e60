#!/usr/bin/env bash
# Builds web/build (styles, scripts, fonts) from web/. Without Node it only warns, and pages have no styles.
set -euo pipefail
source "$(dirname "$0")/need.sh"

[ -f web/package.json ] || exit 0
need_node || { say "styles not built: Node $NODE_OLDEST or newer is missing; pages will have no styles"; exit 0; }

stamp=web/build/.stamp
if [ -f "$stamp" ] && [ -z "$(find web formats/src formats/templates \( -name node_modules -o -path web/build \) -prune -o -type f -newer "$stamp" -print -quit)" ]; then
  exit 0
fi
say "building styles, scripts and fonts"
node_modules web
(cd web && npm run --silent build)
mkdir -p web/build && touch "$stamp"
