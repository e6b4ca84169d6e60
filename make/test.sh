#!/usr/bin/env bash
# test.sh SUITE...: sqlite, postgres, faults, browser. Runs all given suites, then fails if any failed.
set -euo pipefail
source "$(dirname "$0")/need.sh"

export INSTA_UPDATE=no
unset INSTA_FORCE_PASS BESA_TEST_DATABASE_URL BESA_TEST_REDIS_URL BESA_BIN
services=
trap 'stop_services' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

stop_services() {
  [ -z "$services" ] || tests/services.sh stop "$services"
  services=
}

suite_sqlite() {
  cargo build --profile tests --workspace --bin besa && cargo test --profile tests --workspace --no-fail-fast
}

suite_postgres() {
  services=$(mktemp -d /tmp/besa-services.XXXXXX)
  tests/services.sh start "$services" || return 1
  cargo build --profile tests --workspace --bin besa || return 1
  # shellcheck source=/dev/null
  (source "$services/env" && cargo test --profile tests --workspace --test it --no-fail-fast) || { stop_services; return 1; }
  stop_services
}

# The short form: the most important faults, once each. `make faults` runs all.
suite_faults() {
  cargo build --profile tests --workspace --bin besa --bin faults && "$CARGO_TARGET_DIR/tests/faults" --short
}

suite_browser() {
  [ -f tests/browser/package.json ] || { say "no browser tests found"; return 0; }
  if ! need_node || ! need chromium; then
    [ -z "${CI:-}" ] || return 1
    say "browser tests skipped"
    return 0
  fi
  cargo build --profile tests --workspace --bin besa && node_modules tests/browser || return 1
  (cd tests/browser && BESA_BIN="$CARGO_TARGET_DIR/tests/besa" BESA_CHROMIUM="$(chromium_bin)" npm test --silent)
}

ram_folders
need_rust
need pdf sqlite fiu
need_rdflib
make/assets.sh
case " $* " in *" postgres "*) need postgres redis ;; esac
case " $* " in *" faults "*) need postgres redis fiu faketime ;; esac
results=() failed=0
for suite; do
  say "tests: $suite"
  start=$SECONDS
  if "suite_$suite"; then result=passed; else result=FAILED failed=1; fi
  results+=("$suite $result in $((SECONDS - start)) s")
done
for result in "${results[@]}"; do say "tests: $result"; done
exit "$failed"
