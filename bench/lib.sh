# shellcheck shell=bash
# What the benchmarks share: arguments, two network namespaces joined by a cable, servers in one of them with their CPU
# time and memory, load generators in the other, and the table at the end. Sourced, not run.

set -euo pipefail
ulimit -n 65536 2>/dev/null || true

SERVER_IP=10.16.0.1
CLIENT_IP=10.16.0.2
SUBNET=10.16.0.0/14
POOL_FIRST=10.17.0.0
POOL_LAST=10.19.255.254
TICKS=$(getconf CLK_TCK)

PROJECT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# A server's site is its pair of namespaces; helpers, such as its database, live there too and count with it.
declare -A PIDS=() SKIPPED=() SITE=() HELPER=()

say() { printf '%s\n' "$*" >&2; }
die() {
  say "bench: $*"
  exit 1
}

# bench_begin AXIS ARGUMENT…: reads the arguments, prepares everything that does not belong to one axis.
bench_begin() {
  AXIS=$1 QUICK="" ROUNDS="" ONLY=""
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --quick) QUICK=yes ;;
      --rounds) ROUNDS=$2 && shift ;;
      --only) ONLY=" ${2//,/ } " && shift ;;
      *) die "unknown option '$1'; usage: bench/$AXIS [--quick] [--rounds N] [--only SERVER,SERVER]" ;;
    esac
    shift
  done
  [ "$(id -u)" = 0 ] || die "needs root: it makes network namespaces"
  BENCH=$PROJECT/target/bench
  WORK=$BENCH/$AXIS.$$
  RESULTS=$WORK/results.tsv
  mkdir -p "$WORK"
  : >"$RESULTS"
  chmod 755 "$BENCH" "$WORK"
  trap bench_end EXIT
  trap 'exit 130' INT TERM
  bench_packages
  bench_java
}

wanted() { [ -z "$ONLY" ] || [[ $ONLY == *" $1 "* ]]; }

skip() {
  SKIPPED[$1]=$2
  say "  $1 is skipped: $2"
}

bench_end() {
  local name status=$?
  set +e
  for name in "${!PIDS[@]}"; do stop "$name"; done
  for name in "${!SITE[@]}"; do
    ip netns del "$(servers_of "$name")" 2>/dev/null
    ip netns del "$(clients_of "$name")" 2>/dev/null
  done
  if [ -z "${KEEP:-}" ] && [ "$status" = 0 ]; then
    rm -rf "$WORK"
  else
    say "kept for a look: $WORK"
  fi
}

# --- programs ----------------------------------------------------------------------------------------------------------

bench_packages() {
  local package missing=""
  command -v apt-get >/dev/null || return 0
  while read -r package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=" $package"
  done < <(sed -e 's/#.*//' -e '/:/d' -e '/^ *$/d' "$PROJECT/bench/packages.txt")
  [ -z "$missing" ] || install_peers "$missing"
  while read -r package; do
    [ -d "$BENCH/peers/$package" ] || unpack_peer "$package"
  done < <(sed -n 's/^unpack: //p' "$PROJECT/bench/packages.txt")
}

# No service may start: a policy-rc.d that forbids it stands while apt runs, unless the host has one of its own.
install_peers() {
  local policy=/usr/sbin/policy-rc.d made=""
  say "installing the peers:$1"
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy && made=yes
  fi
  # shellcheck disable=SC2086 # package names are words
  (apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $1) \
    </dev/null >"$BENCH/packages.log" 2>&1 || say "installing failed, see $BENCH/packages.log; what is missing is skipped"
  [ -z "$made" ] || rm -f $policy
}

unpack_peer() {
  local to=$BENCH/peers/$1 tmp
  tmp=$(mktemp -d)
  if (cd "$tmp" && apt-get -qq download "$1") </dev/null >>"$BENCH/packages.log" 2>&1; then
    mkdir -p "$BENCH/peers"
    dpkg -x "$tmp"/*.deb "$to"
  else
    say "package $1 cannot be downloaded; its servers are skipped"
  fi
  rm -rf "$tmp"
}

bench_java() {
  # The launcher knows how to find a JDK and how to build.
  # shellcheck source=/dev/null
  JAVA_HOME=$(IRONWAKE_SOURCED=yes && . "$PROJECT/ironwake" && use_jdk && build && printf '%s' "$JAVA_HOME")
  export JAVA_HOME
  CLASSES=$BENCH/classes
  if [ -z "$(find "$CLASSES" -name Samples.class -newer "$PROJECT/bench/load" 2>/dev/null)" ] ||
    [ -n "$(find "$PROJECT/bench/load" -name '*.java' -newer "$CLASSES/load/Samples.class")" ]; then
    rm -rf "$CLASSES"
    "$JAVA_HOME/bin/javac" -Xlint:all -Werror -d "$CLASSES" "$PROJECT"/bench/load/*.java
  fi
}

# load SERVER CLASS ARGUMENT…: a load generator in the server's clients' namespace; prints its metrics. Bounded in time
# whatever happens.
load() {
  local server=$1 class=$2
  shift 2
  timeout -k 5 "${LOAD_TIMEOUT:-180}" ip netns exec "$(clients_of "$server")" "$JAVA_HOME/bin/java" \
    -XX:+UseSerialGC -Xmx1g -cp "$CLASSES" "load.$class" "$@"
}

# --- network -----------------------------------------------------------------------------------------------------------

servers_of() { printf 'iwb%s-s-%s' $$ "${SITE[$1]}"; }
clients_of() { printf 'iwb%s-c-%s' $$ "${SITE[$1]}"; }

# site NAME: two namespaces of its own for a server, joined by a cable, so that all servers may own the same ports.
site() {
  [ -z "${SITE[$1]:-}" ] || return 0
  SITE[$1]=$1
  local servers clients
  servers=$(servers_of "$1") clients=$(clients_of "$1")
  ip netns add "$servers" && ip netns add "$clients"
  ip link add srv netns "$servers" type veth peer name cli netns "$clients"
  ip -n "$servers" addr add "$SERVER_IP/14" dev srv
  ip -n "$clients" addr add "$CLIENT_IP/14" dev cli
  ip -n "$servers" link set lo up && ip -n "$servers" link set srv up
  ip -n "$clients" link set lo up && ip -n "$clients" link set cli up
  # Every address of the pool is the clients' own, behind one station: the servers' ARP tables stay small.
  ip -n "$clients" route add local 10.17.0.0/16 dev lo && ip -n "$clients" route add local 10.18.0.0/15 dev lo
  ip -n "$servers" route add 10.17.0.0/16 via "$CLIENT_IP" && ip -n "$servers" route add 10.18.0.0/15 via "$CLIENT_IP"
}

# --- servers -----------------------------------------------------------------------------------------------------------

# start NAME COMMAND…: runs a server in its site, its output in NAME.log.
start() {
  local name=$1
  shift
  [ -n "${SITE[$name]:-}" ] || site "$name"
  # Emptied here: the words of an earlier start must not count for this one.
  : >"$WORK/$name.log"
  ip netns exec "$(servers_of "$name")" "$@" >>"$WORK/$name.log" 2>&1 </dev/null &
  PIDS[$name]=$!
}

# start_helper SERVER NAME COMMAND…: a second server of the first one's site, counted with it.
start_helper() {
  site "$1"
  SITE[$2]=$1 HELPER[$1]+=" $2"
  shift
  start "$@"
}

# await NAME SECONDS CONDITION…: until the condition holds; fails when the server ended or the time is up.
await() {
  local name=$1 end=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "${PIDS[$name]}" 2>/dev/null || [ $SECONDS -ge "$end" ]; then
      tail -n 5 "$WORK/$name.log" >&2
      stop "$name"
      return 1
    fi
    sleep 0.1
  done
}

udp_port_open() { ip netns exec "$(servers_of "$1")" ss -Hlun "sport = :$2" | grep -q .; }
tcp_port_open() { ip netns exec "$(servers_of "$1")" ss -Hltn "sport = :$2" | grep -q .; }
logged() { grep -q -- "$2" "$WORK/$1.log"; }

stop() {
  local pid=${PIDS[$1]:-} tree
  unset "PIDS[$1]"
  [ -n "$pid" ] || return 0
  tree=$(tree_of "$pid")
  kill "$pid" 2>/dev/null || true
  timeout 30 tail --pid="$pid" -f /dev/null 2>/dev/null || true
  # shellcheck disable=SC2086 # process ids are words
  kill -9 $tree 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}

# A process and all its descendants. The command's name may hold blanks, so the fields are counted from its bracket.
tree_of() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v root="$1" '
    { pid = $1; sub(/^.*\) /, ""); parent[pid] = $2 }
    END { for (pid in parent) { p = pid; while (p in parent && p != root) p = parent[p]; if (p == root) print pid } }'
}

processes_of() {
  local helper
  tree_of "${PIDS[$1]}"
  for helper in ${HELPER[$1]:-}; do tree_of "${PIDS[$helper]}"; done
}

# cpu_of NAME [COMMAND]: seconds the server's processes used so far, with children they waited for; with COMMAND only
# those of that name.
cpu_of() {
  local pid
  for pid in $(processes_of "$1"); do cat "/proc/$pid/stat" 2>/dev/null || true; done |
    awk -v ticks="$TICKS" -v only="${2:-}" '
      { name = $0; sub(/^[0-9]+ \(/, "", name); sub(/\) .*/, "", name); sub(/^.*\) /, "") }
      only == "" || name == only { sum += $12 + $13 + $14 + $15 }
      END { printf "%.2f\n", sum / ticks }'
}

# memory_of NAME [COMMAND]: resident memory in MB, shared pages divided among those who share them.
memory_of() {
  local pid
  for pid in $(processes_of "$1"); do
    [ -z "${2:-}" ] || [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ] || continue
    cat "/proc/$pid/smaps_rollup" 2>/dev/null || true
  done | awk '/^Pss:/ { sum += $2 } END { printf "%.0f\n", sum / 1024 }'
}

# rack MORE: an Ironwake configuration of one subnet, the pool and what MORE adds to it.
rack() {
  cat <<YAML
subnets:
  - name: bench
    cidr: $SUBNET
    mode: full
    interface: srv
    pools: [$POOL_FIRST-$POOL_LAST]
    gateway: $SERVER_IP
    dns: [$SERVER_IP]
    valid-lifetime: 3600
    beside-foreign: true
    unknown: ignore
    nonce: optional
${1:-}
YAML
}

# start_ironwake NAME CONFIG OPTION…: the program as an operator runs it, database and all, on the servers' interface.
start_ironwake() {
  local name=$1 config=$2 database=$WORK/$1-data/database
  shift 2
  # The database's programs are unpacked once for all runs; their folder is only read.
  if [ ! -d "$database" ] && [ -d "$BENCH/programs" ]; then
    (umask 077 && mkdir -p "$database" && cp -al "$BENCH"/programs/mariadb-* "$database/")
  fi
  start "$name" "$PROJECT/ironwake" serve --interface srv --config "$config" --data "$WORK/$name-data" "$@"
  await "$name" "${START_PATIENCE:-300}" logged "$name" "Ironwake is ready" || return 1
  [ -d "$BENCH/programs" ] || { mkdir "$BENCH/programs" && cp -al "$database"/mariadb-* "$BENCH/programs/"; }
}

# --- results -----------------------------------------------------------------------------------------------------------

# record ROW METRIC VALUE
record() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$RESULTS"; }

# median ROW METRIC: over all rounds; empty when there is none.
median() {
  awk -F'\t' -v row="$1" -v metric="$2" '$1 == row && $2 == metric { print $3 }' "$RESULTS" | sort -g |
    awk '{ v[NR] = $1 } END { if (NR) print (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) }'
}

# best_peer METRIC PREFIX SERVER…: the largest median among the rows "PREFIX SERVER" of other servers than Ironwake.
best_peer() {
  local metric=$1 prefix=$2 server
  shift 2
  for server in "$@"; do [ "$server" = ironwake ] || median "$prefix$server" "$metric"; done | sort -g | tail -n 1
}

# sum ROW METRIC
sum() { awk -F'\t' -v row="$1" -v metric="$2" '$1 == row && $2 == metric { s += $3 } END { print s + 0 }' "$RESULTS"; }

# measure ROW SERVER UNIT COMMAND…: runs a load and records what it prints, with the server's CPU seconds and memory; the
# load's metric UNIT counts the units of work.
measure() {
  local row=$1 server=$2 unit=$3 before database metrics
  shift 3
  before=$(cpu_of "$server") database=$(cpu_of "$server" mariadbd)
  metrics=$("$@") || {
    say "  $row: the load failed"
    return 1
  }
  while read -r name value; do record "$row" "$name" "$value"; done <<<"$metrics"
  record "$row" cpu "$(calculate "$(cpu_of "$server") - $before")"
  record "$row" cpu-db "$(calculate "$(cpu_of "$server" mariadbd) - $database")"
  record "$row" memory "$(memory_of "$server")"
  record "$row" memory-db "$(memory_of "$server" mariadbd)"
  record "$row" units "$(awk -v unit="$unit" '$1 == unit { print $2 }' <<<"$metrics")"
}

calculate() { awk "BEGIN { printf \"%.6g\", $1 }"; }

# ratio A B: A ÷ B with two digits; a dash when there is no B.
ratio() {
  if [ -z "$1" ] || [ -z "$2" ] || [ "$(calculate "$2 == 0")" = 1 ]; then printf -- '–'; else awk "BEGIN { printf \"%.2f\", $1 / $2 }"; fi
}

# cell FORMAT VALUE: a dash when there is no value.
cell() {
  # shellcheck disable=SC2059 # the format is the caller's
  if [ -z "$2" ]; then printf -- '–'; else printf "$1" "$2"; fi
}

# per_unit ROW METRIC FACTOR: the rounds' sum of a metric by the sum of their units of work.
per_unit() {
  awk -F'\t' -v row="$1" -v metric="$2" -v factor="$3" '
    $1 == row && $2 == metric { s += $3 } $1 == row && $2 == "units" { u += $3 }
    END { if (u) print s / u * factor }' "$RESULTS"
}

bench_skipped() {
  local name
  for name in "${!SKIPPED[@]}"; do printf '\nSkipped: %s, %s.\n' "$name" "${SKIPPED[$name]}"; done
}

# Prints a table and keeps it in target/bench/AXIS.md.
bench_print() { tee "$BENCH/$AXIS.md"; }

# The machine and the program versions, for the head of a table.
bench_machine() {
  printf '%s, %s cores, %s, Linux %s, load before the run %s\n\n' \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
    "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)" "$(uname -r)" "$LOAD_BEFORE"
}

LOAD_BEFORE=$(cut -d' ' -f1 /proc/loadavg)
