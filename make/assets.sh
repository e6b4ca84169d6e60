#!/usr/bin/env bash
# Builds web/build (styles, scripts, fonts) from web/. Without Node it says so and leaves pages plain.
set -euo pipefail
source "$(dirname "$0")/need.sh"

[ -f web/package.json ] || exit 0
need_node || { say "pages will look plain: without Node $NODE_OLDEST or newer their styles cannot be built"; exit 0; }

stamp=web/build/.stamp
if [ -f "$stamp" ] && [ -z "$(find web \( -name node_modules -o -path web/build -o -path web/src \) -prune -o -type f -newer "$stamp" -print -quit)" ]; then
  exit 0
fi
say "building styles, scripts and fonts"
node_modules web
(cd web && npm run --silent build)
mkdir -p web/build && touch "$stamp"
