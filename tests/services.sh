#!/usr/bin/env bash
# Temporary PostgreSQL and Redis servers on free ports of 127.0.0.1, with all their data in one folder.
#   services.sh start DIR   writes DIR/env with BESA_TEST_DATABASE_URL and BESA_TEST_REDIS_URL
#   services.sh stop DIR    stops both and removes what start made
set -euo pipefail
source "$(dirname "$0")/../make/need.sh"

verb=${1:-} dir=${2:-}
[ -n "$dir" ] || { say "usage: services.sh start|stop DIR"; exit 2; }

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
  local port
  for _ in {1..100}; do
    port=$((20000 + RANDOM % 12000)) # below the range that outgoing connections use
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  return 1
}

start_postgres() {
  local bin port
  bin=$(postgres_bin)
  mkdir -p "$dir/pg"
  chmod 0755 "$dir"
  [ "$(id -u)" != 0 ] || chown postgres "$dir/pg"
  as_postgres "$bin/initdb" -D "$dir/pg/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; return 1; }
  # Nothing here outlives the test run, so nothing waits for a disk.
  as_postgres tee -a "$dir/pg/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir/pg'
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
autovacuum = off
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
jit = off
CONF
  for _ in {1..5}; do
    port=$(free_port)
    if as_postgres "$bin/pg_ctl" -D "$dir/pg/data" -l "$dir/pg/log" -o "-p $port" -w -t 60 start >/dev/null 2>&1; then
      echo "export BESA_TEST_DATABASE_URL=postgres://postgres@127.0.0.1:$port/postgres" >>"$dir/env"
      return
    fi
  done
  tail -20 "$dir/pg/log" >&2
  return 1
}

start_redis() {
  local port pid
  mkdir -p "$dir/redis"
  for _ in {1..5}; do
    port=$(free_port)
    # In a session of its own: Ctrl-C reaches the tests first, and stop ends it.
    setsid redis-server --port "$port" --bind 127.0.0.1 --dir "$dir/redis" --save '' --appendonly no \
      >"$dir/redis/log" 2>&1 </dev/null &
    pid=$!
    echo "$pid" >"$dir/redis/pid"
    for _ in {1..100}; do
      kill -0 "$pid" 2>/dev/null || break
      # The process id tells ours from another one that took the port first.
      if redis-cli -p "$port" info server 2>/dev/null | grep -q "^process_id:$pid"; then
        echo "export BESA_TEST_REDIS_URL=redis://127.0.0.1:$port" >>"$dir/env"
        return
      fi
      sleep 0.05
    done
    kill "$pid" 2>/dev/null || true
  done
  tail -20 "$dir/redis/log" >&2
  return 1
}

stop_postgres() {
  [ -f "$dir/pg/data/postmaster.pid" ] || return 0
  as_postgres "$(postgres_bin)/pg_ctl" -D "$dir/pg/data" -m immediate -w stop >/dev/null
}

stop_redis() {
  local pid
  [ -f "$dir/redis/pid" ] || return 0
  pid=$(cat "$dir/redis/pid")
  kill "$pid" 2>/dev/null || return 0
  for _ in {1..100}; do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.05
  done
  kill -9 "$pid"
}

case $verb in
  start)
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    : >"$dir/env"
    start_postgres || { say "PostgreSQL did not start"; exit 1; }
    start_redis || { say "Redis did not start"; exit 1; }
    ;;
  stop)
    [ -d "$dir" ] || exit 0
    dir=$(cd "$dir" && pwd)
    stop_postgres || say "PostgreSQL in $dir did not stop"
    stop_redis
    rm -rf "$dir/pg" "$dir/redis" "$dir/env" "$dir/initdb.log"
    rmdir "$dir" 2>/dev/null || true
    ;;
  *) say "usage: services.sh start|stop DIR"; exit 2 ;;
esac
