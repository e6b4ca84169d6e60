#!/usr/bin/env bash
# Tests the access matrix: removes one access check at a time (tests/guards/*.patch) and runs the matrix,
# which must fail. Takes about two minutes per check.
# guards.sh [NAME...]: only these.
set -euo pipefail
source "$(dirname "$0")/need.sh"

need_rust
need postgres redis
make/assets.sh
export INSTA_UPDATE=no
unset BESA_TEST_DATABASE_URL BESA_TEST_REDIS_URL
here=$PWD
copy=$(mktemp -d /tmp/besa-guards.XXXXXX)
services=$(mktemp -d /tmp/besa-services.XXXXXX)
trap 'cd "$here"; tests/services.sh stop "$services"; git worktree remove --force "$copy/besa"; rm -rf "$copy"' EXIT
git worktree add --quiet --detach "$copy/besa" HEAD
cp -r web/build "$copy/besa/web/build"
tests/services.sh start "$services"

# Succeeds if the matrix passes without this check. A patch that does not apply or compile counts as passing.
stays_green() (
  cd "$copy/besa"
  git apply "$here/tests/guards/$1.patch" || exit 0
  # shellcheck source=/dev/null
  case $1 in *.postgres) source "$services/env" ;; esac
  cargo test --workspace --test it --no-run || exit 0
  cargo test --workspace --test it matrix:: >"$copy/$1.out" 2>&1
)

blind=0
for patch in tests/guards/*.patch; do
  name=$(basename "$patch" .patch)
  [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
  if stays_green "$name"; then
    say "without $name: the matrix passed, but must fail"
    blind=$((blind + 1))
  else
    say "without $name: the matrix failed as it must, $(grep -Eo '[0-9]+ of [0-9]+ cells are wrong' "$copy/$name.out" | paste -sd, || true)"
  fi
  git -C "$copy/besa" checkout --quiet .
done
exit "$((blind > 0))"
