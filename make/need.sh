# Checks and installs what the make targets need. Sourced by the other scripts in this folder.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/besa-target}"
export PATH="$PATH:$HOME/.cargo/bin"

NODE_OLDEST=20
NODE_VERSION=22.23.3 NPM_VERSION=10.9.9 # installed as npm packages if the distribution's Node is older
NODE_DIR="$HOME/.cache/besa-node-$NODE_VERSION"

# Temporary folders of tests are on a RAM disk that has room, so that no test waits for a disk.
ram_folders() {
  [ -n "${TMPDIR:-}" ] && return
  local free
  free=$(df --output=avail -BG /dev/shm 2>/dev/null | tail -1 | tr -dc 0-9)
  [ "${free:-0}" -lt 6 ] || export TMPDIR=/dev/shm
}

say() { printf 'besa: %s\n' "$*" >&2; }

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# need WORD...: succeeds if all are installed. As root it installs missing ones, otherwise it names them.
need() {
  local word missing=()
  for word; do
    if ! has "$word"; then
      read -ra more <<<"$(packages "$word")"
      missing+=("${more[@]}")
    fi
  done
  [ ${#missing[@]} = 0 ] && return
  if may_install; then
    install "${missing[@]}" || return 1
    for word; do has "$word" || { say "$word is still missing after installing ${missing[*]}"; return 1; }; done
  else
    say "please install these packages (Debian and Ubuntu names): ${missing[*]}"
    return 1
  fi
}

has() {
  case $1 in
    cc) command -v cc >/dev/null ;;
    postgres) [ -n "$(postgres_bin)" ] ;;
    redis) command -v redis-server >/dev/null && command -v redis-cli >/dev/null ;;
    pdf) command -v pdfinfo >/dev/null && command -v pdftotext >/dev/null && command -v qpdf >/dev/null ;;
    sqlite) command -v sqlite3 >/dev/null ;;
    faketime) compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null ;;
    chromium) [ -n "$(chromium_bin)" ] ;;
    wrk) command -v wrk >/dev/null ;;
    fiu) command -v fiu-run >/dev/null && command -v fiu-ctrl >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    python) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
  esac
}

packages() {
  case $1 in
    cc) echo build-essential ;;
    postgres) echo postgresql ;;
    redis) echo redis-server ;;
    pdf) echo poppler-utils qpdf ;;
    sqlite) echo sqlite3 ;;
    fiu) echo fiu-utils ;;
    faketime) echo libfaketime ;;
    npm) echo nodejs npm ;;
    python) echo python3 python3-venv ;;
    *) echo "$1" ;;
  esac
}

# Prints the bin folder of the newest PostgreSQL server. Debian does not add it to PATH.
postgres_bin() {
  local newest
  newest=$(find /usr/lib/postgresql -mindepth 3 -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -1)
  [ -n "$newest" ] || newest=$(command -v initdb || true)
  [ -z "$newest" ] || dirname "$newest"
}

chromium_bin() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

# install PACKAGE...: installs quietly, without starting services or creating a PostgreSQL cluster.
install() {
  say "installing $*"
  local log policy=/usr/sbin/policy-rc.d done=0
  log=$(mktemp)
  if [ -e "$policy" ]; then policy=; else printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"; fi
  if [ -z "$(find /var/lib/apt/lists -name '*Packages*' -mtime -1 -print -quit 2>/dev/null)" ]; then
    apt_get update >"$log" 2>&1 || true
  fi
  {
    case " $* " in *" postgresql "*)
      apt_get install postgresql-common &&
        sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
      ;;
    esac
    apt_get install "$@" || { apt_get update && apt_get install "$@"; }
  } >>"$log" 2>&1 || done=$?
  [ -z "$policy" ] || rm -f "$policy"
  [ "$done" = 0 ] || { tail -20 "$log" >&2; say "could not install $*"; }
  rm -f "$log"
  return "$done"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -y -qq -o DPkg::Lock::Timeout=600 -o APT::Install-Recommends=false "$@" </dev/null
}

need_rust() {
  command -v cargo >/dev/null || { say "Rust is missing: install it with rustup (https://rustup.rs), then run this again"; return 1; }
  need cc
}

RDFLIB=7.6.0
RDFLIB_DIR="$HOME/.cache/besa-tools/rdflib-$RDFLIB"

fetch_rdflib() {
  need python && python3 -m venv "$RDFLIB_DIR" &&
    "$RDFLIB_DIR/bin/python" -m pip install --quiet --disable-pip-version-check "rdflib==$RDFLIB" &&
    touch "$RDFLIB_DIR/ready"
}

# need_rdflib: sets RDFLIB_PYTHON to a Python with rdflib. Without it the check of linked data is skipped;
# on CI that is a failure.
need_rdflib() {
  if [ ! -e "$RDFLIB_DIR/ready" ] && ! fetch_rdflib; then
    say "could not install rdflib: linked data is not checked with it"
    [ -z "${CI:-}" ]
    return
  fi
  export RDFLIB_PYTHON="$RDFLIB_DIR/bin/python"
}

# need_node: succeeds if Node NODE_OLDEST or newer is first in PATH; installs it for Besa if necessary.
need_node() {
  node_fits && return
  if [ ! -x "$NODE_DIR/node_modules/.bin/node" ]; then
    need npm || return 1
    node_fits && return
    say "Node $(node --version) is older than $NODE_OLDEST: installing $NODE_VERSION to $NODE_DIR"
    fetch_node || { say "could not install it: please install Node $NODE_OLDEST or newer"; return 1; }
  fi
  PATH="$NODE_DIR/node_modules/.bin:$PATH"
  node_fits
}

node_fits() {
  local version
  version=$(node --version 2>/dev/null) && command -v npm >/dev/null || return 1
  version=${version#v}
  [ "${version%%.*}" -ge "$NODE_OLDEST" ]
}

fetch_node() {
  local arch
  case $(uname -m) in x86_64) arch=x64 ;; aarch64) arch=arm64 ;; *) return 1 ;; esac
  mkdir -p "$NODE_DIR" &&
    npm install --prefix "$NODE_DIR" --ignore-scripts --no-audit --no-fund --loglevel=error \
      "node-linux-$arch@$NODE_VERSION" "npm@$NPM_VERSION" >/dev/null
}

# node_modules FOLDER: installs the packages of its lock file, if the lock file has changed.
node_modules() {
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
}
