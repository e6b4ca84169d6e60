# Installs a fixed version of cargo-deny. Sourced by lint.sh and audit.sh.
# shellcheck shell=bash

DENY_VERSION=0.20.2
DENY_DIR="$HOME/.cache/besa-tools/cargo-deny-$DENY_VERSION"

need_deny() {
  PATH="$DENY_DIR/bin:$PATH"
  [ -x "$DENY_DIR/bin/cargo-deny" ] && return
  say "building cargo-deny $DENY_VERSION (once; a few minutes)"
  # It runs only for a second, so it is compiled without optimisation.
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=false CARGO_TARGET_DIR="$DENY_DIR/target" \
    cargo install cargo-deny --quiet --locked --version "$DENY_VERSION" --root "$DENY_DIR"
  rm -rf "$DENY_DIR/target"
}
