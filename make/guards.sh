#!/usr/bin/env bash
# Removes one guard after another (tests/guards/*.patch) and runs the matrix, which must fail each time:
# otherwise it does not test that guard. The matrix stops at the first wrong cell. About a minute a guard.
# guards.sh [NAME...]: these alone.
set -euo pipefail
source "$(dirname "$0")/need.sh"

ram_folders
need_rust
need postgres redis
make/assets.sh
export INSTA_UPDATE=no BESA_MATRIX_UNTIL_WRONG=1
unset BESA_TEST_DATABASE_URL BESA_TEST_REDIS_URL
here=$PWD
copy=$(mktemp -d /tmp/besa-guards.XXXXXX)
services=$(mktemp -d /tmp/besa-services.XXXXXX)
trap 'restore' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# The copy shares the folder of compiled code. Cargo tells fresh from stale by the times of files alone, so
# this clone must look newer than what was built without a guard.
restore() {
  cd "$here"
  tests/services.sh stop "$services"
  git worktree remove --force "$copy/besa"
  rm -rf "$copy"
  git ls-files -z '*.rs' '*.toml' '*.csv' '*.html' '*.ftl' | xargs -0 touch -c
}

git worktree add --quiet --detach "$copy/besa" HEAD
cp -r web/build "$copy/besa/web/build"
tests/services.sh start "$services"

# Runs the matrix without a guard, the short tests first. A patch that does not apply, or does not compile, is an error.
matrix_without() (
  cd "$copy/besa"
  # shellcheck source=/dev/null
  case $1 in *.postgres) source "$services/env" ;; esac
  for tests in storage every; do
    cargo test --profile tests -p besa-tests --test it "matrix::$tests" || exit 1
  done >"$copy/$1.out" 2>&1
)

blind=0
for patch in tests/guards/*.patch; do
  name=$(basename "$patch" .patch)
  [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
  start=$SECONDS
  git -C "$copy/besa" apply "$here/$patch"
  (cd "$copy/besa" && cargo test --quiet --profile tests -p besa-tests --test it --no-run)
  if matrix_without "$name"; then
    say "without $name: the matrix saw nothing"
    blind=$((blind + 1))
  else
    say "without $name: red in $((SECONDS - start)) s: $(grep -Eo -m1 'matrix: wrong: .*|^test .* FAILED' "$copy/$name.out" | cut -c1-160 || true)"
  fi
  git -C "$copy/besa" checkout --quiet .
done
exit "$((blind > 0))"
