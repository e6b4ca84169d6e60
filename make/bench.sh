#!/usr/bin/env bash
# Starts a release build with new data and measures start time, memory, and requests per CPU-second of pages
# and API compared with /livez, in interleaved rounds. Machines differ: compare only ratios within one run.
# BESA_BIN: another binary to measure. ROUNDS (default 3) and SECONDS_EACH (default 5) set the length.
set -euo pipefail
source "$(dirname "$0")/need.sh"

paths=(/livez / /example/en/ /api/v1/tenants/example/commitments)
rounds=${ROUNDS:-3} each=${SECONDS_EACH:-5}

need wrk
if [ -z "${BESA_BIN:-}" ]; then
  need_rust
  make/assets.sh
  cargo build --release -p besa-server
  BESA_BIN="$CARGO_TARGET_DIR/release/besa"
fi

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || { kill "$server" && wait "$server" || true; }; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

port=$((20000 + RANDOM % 12000))
url="http://127.0.0.1:$port"
start=$(date +%s%3N)
BESA_LISTEN="127.0.0.1:$port" BESA_BASE_URL="$url" BESA_DATA_DIR="$work/data" "$BESA_BIN" serve >"$work/log" 2>&1 &
server=$!
until curl -sf -o /dev/null "$url/readyz"; do
  kill -0 "$server" 2>/dev/null || { tail -20 "$work/log" >&2; say "the server did not start"; exit 1; }
  sleep 0.01
done
first=$(($(date +%s%3N) - start))

memory() { awk '/^Pss:/ { printf "%.1f", $2 / 1024 }' "/proc/$server/smaps_rollup"; }
cpu() { awk '{ print $14 + $15 }' "/proc/$server/stat"; } # in ticks; works because the program's name has no space

echo "commit $(git describe --always --dirty), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
echo "first start, with demo data: $first ms (goal for a start: 500)"
echo "memory idle: $(memory) MB (goal: 30)"
for path in "${paths[@]}"; do
  curl -sf -o /dev/null -H 'Accept-Encoding: br' -w "%{size_download} bytes compressed  $path\n" "$url$path" ||
    { say "no response from $path"; exit 1; }
done

ticks=$(getconf CLK_TCK)
for ((round = 1; round <= rounds; round++)); do
  for i in "${!paths[@]}"; do
    before=$(cpu)
    wrk -t1 -c8 -d"${each}s" -H 'Accept-Encoding: br' "$url${paths[i]}" >"$work/wrk"
    used=$(($(cpu) - before))
    if grep -q 'Non-2xx' "$work/wrk"; then cat "$work/wrk" >&2; say "errors at ${paths[i]}"; exit 1; fi
    awk -v used="$used" -v ticks="$ticks" '/requests in/ { printf "%.0f\n", $1 * ticks / (used ? used : 1) }' "$work/wrk" >>"$work/case.$i"
  done
done

median() { sort -n "$1" | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }
range() { sort -n "$1" | sed -n '1p;$p' | paste -sd- -; }
bare=$(median "$work/case.0")
printf '%12s %17s %8s  %s\n' 'per CPU-s' 'range' 'of bare' 'path'
for i in "${!paths[@]}"; do
  median=$(median "$work/case.$i")
  printf '%12s %17s %7s%%  %s\n' "$median" "$(range "$work/case.$i")" "$((100 * median / bare))" "${paths[i]}"
done
echo "memory after load: $(memory) MB (goal: 64)"
