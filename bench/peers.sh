# shellcheck shell=bash
# The other servers, each with the configuration its manual recommends for the job. Sourced after lib.sh.

# --- DHCP --------------------------------------------------------------------------------------------------------------

kea_config() {
  cat <<JSON
{ "Dhcp4": {
  "interfaces-config": { "interfaces": [ "srv" ], "dhcp-socket-type": "udp" },
  "lease-database": $1,
  "multi-threading": { "enable-multi-threading": true, "thread-pool-size": ${KEA_THREADS:-$(nproc)}, "packet-queue-size": 256 },
  "valid-lifetime": 3600, ${KEA_CLASSES:-}
  "subnet4": [ { "id": 1, "subnet": "$SUBNET", "interface": "srv", "pools": [ { "pool": "$POOL_FIRST-$POOL_LAST" } ],
    "option-data": [ { "name": "routers", "data": "$SERVER_IP" }, { "name": "domain-name-servers", "data": "$SERVER_IP" } ],
    "next-server": "$SERVER_IP" } ],
  "boot-file-name": "${BOOT_FILE:-loader}",
  "loggers": [ { "name": "kea-dhcp4", "severity": "ERROR", "output_options": [ { "output": "stdout" } ] } ]
} }
JSON
}

start_kea() {
  command -v kea-dhcp4 >/dev/null || { skip kea "install kea-dhcp4-server" && return 1; }
  kea_config "{ \"type\": \"memfile\", \"persist\": true, \"name\": \"$WORK/kea.leases\" }" >"$WORK/kea.json"
  KEA_LOCKFILE_DIR=$WORK KEA_PIDFILE_DIR=$WORK start kea kea-dhcp4 -c "$WORK/kea.json"
  await kea 20 udp_port_open kea 67
}

# Kea with its leases in MariaDB, flushed at each commit as the server comes.
start_kea_db() {
  local root=$BENCH/peers/mariadb-server-core base=$WORK/kea-db
  command -v kea-dhcp4 >/dev/null || { skip kea-db "install kea-dhcp4-server" && return 1; }
  [ -x "$root/usr/sbin/mariadbd" ] || { skip kea-db "package mariadb-server-core is missing" && return 1; }
  kea_database "$root" "$base" || { skip kea-db "its database did not start" && return 1; }
  kea_config '{ "type": "mysql", "name": "kea", "host": "127.0.0.1", "port": 3311, "user": "kea", "password": "kea" }' \
    >"$WORK/kea-db.json"
  KEA_LOCKFILE_DIR=$base KEA_PIDFILE_DIR=$base start kea-db kea-dhcp4 -c "$WORK/kea-db.json"
  await kea-db 20 udp_port_open kea-db 67
}

kea_database() {
  local root=$1 base=$2 client=$BENCH/peers/mariadb-client-core/usr/bin/mariadb
  local schema=/usr/share/kea/scripts/mysql/dhcpdb_create.mysql
  mkdir -p "$base/data"
  printf "USE mysql;\n" >"$base/install.sql"
  cat "$root"/usr/share/mysql/mysql_system_tables.sql "$root"/usr/share/mysql/mysql_performance_tables.sql \
    "$root"/usr/share/mysql/mysql_system_tables_data.sql >>"$base/install.sql"
  printf "CREATE DATABASE mysql;\n" | cat - "$base/install.sql" |
    "$root/usr/sbin/mariadbd" --no-defaults --bootstrap --user=root --datadir="$base/data" \
      --lc-messages-dir="$root/usr/share/mysql" --plugin-dir="$root/usr/lib/mysql/plugin" >"$base/install.log" 2>&1 || return 1
  {
    # The server reads its init file line by line; Kea's schema changes delimiters, which only a client understands.
    printf "CREATE DATABASE IF NOT EXISTS kea;\nCREATE OR REPLACE USER kea@127.0.0.1 IDENTIFIED BY 'kea';\n"
    printf "GRANT ALL ON *.* TO kea@127.0.0.1;\n"
  } >"$base/users.sql"
  start_helper kea-db kea-mariadb "$root/usr/sbin/mariadbd" --no-defaults --user=root --datadir="$base/data" --port=3311 \
    --bind-address=127.0.0.1 --socket="$base/db.sock" --pid-file="$base/db.pid" --init-file="$base/users.sql" \
    --lc-messages-dir="$root/usr/share/mysql" --plugin-dir="$root/usr/lib/mysql/plugin" \
    --innodb-buffer-pool-size=128M --skip-name-resolve --log-bin-trust-function-creators=1
  await kea-mariadb 20 tcp_port_open kea-mariadb 3311 || return 1
  [ -f $schema ] && [ -x "$client" ] &&
    ip netns exec "$(servers_of kea-db)" "$client" -h 127.0.0.1 -P 3311 -u kea -pkea kea <$schema >"$base/schema.log" 2>&1
}

start_dhcpd() {
  command -v dhcpd >/dev/null || { skip dhcpd "install isc-dhcp-server" && return 1; }
  cat >"$WORK/dhcpd.conf" <<CONF
authoritative;
default-lease-time 3600;
max-lease-time 3600;
ping-check false;
subnet 10.16.0.0 netmask 255.252.0.0 {
  range $POOL_FIRST $POOL_LAST;
  option routers $SERVER_IP;
  option domain-name-servers $SERVER_IP;
  next-server $SERVER_IP;
  filename "loader";
}
CONF
  : >"$WORK/dhcpd.leases"
  start dhcpd dhcpd -4 -f -q --no-pid -cf "$WORK/dhcpd.conf" -lf "$WORK/dhcpd.leases" srv
  await dhcpd 20 udp_port_open dhcpd 67
}

# start_dnsmasq [OPTION…]
start_dnsmasq() {
  command -v dnsmasq >/dev/null || { skip dnsmasq "install dnsmasq-base" && return 1; }
  start dnsmasq dnsmasq --conf-file=/dev/null --keep-in-foreground --user=root --pid-file= --port=0 --interface=srv \
    --bind-interfaces --log-facility=- "$@"
  await dnsmasq 20 udp_port_open dnsmasq "${PEER_PORT:-67}"
}

# begin [SERVER] NAME COMMAND…: in a site of its own, or beside SERVER and counted with it.
begin() { if [ -n "${SITE[$1]:-}" ] && [ -n "${PIDS[$1]:-}" ]; then start_helper "$@"; else start "$@"; fi; }

# --- TFTP --------------------------------------------------------------------------------------------------------------

# start_tftpd_hpa FOLDER [SERVER]: with SERVER, beside that one in its site.
start_tftpd_hpa() {
  command -v in.tftpd >/dev/null || { skip tftpd-hpa "install tftpd-hpa" && return 1; }
  local name=${2:+$2-}tftpd-hpa
  begin ${2:+"$2"} "$name" in.tftpd --foreground --address $SERVER_IP:69 --user root --secure "$1"
  await "$name" 20 udp_port_open "$name" 69
}

start_atftpd() {
  local program=$BENCH/peers/atftpd/usr/sbin/atftpd
  [ -x "$program" ] || { skip atftpd "package atftpd is missing" && return 1; }
  start atftpd "$program" --daemon --no-fork --logfile - --verbose=3 --user root.root --bind-address $SERVER_IP --port 69 \
    --maxthread 4000 --no-multicast "$1"
  await atftpd 20 udp_port_open atftpd 69
}

# --- HTTP --------------------------------------------------------------------------------------------------------------

# start_nginx FOLDER [SERVER]: with SERVER, beside that one in its site.
start_nginx() {
  command -v nginx >/dev/null || { skip nginx "install nginx-light" && return 1; }
  local name=${2:+$2-}nginx
  cat >"$WORK/$name.conf" <<CONF
daemon off;
user root;
pid $WORK/$name.pid;
worker_processes auto;
worker_rlimit_nofile 65536;
error_log $WORK/$name.error.log;
events { worker_connections 16384; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  default_type application/octet-stream;
  client_body_temp_path $WORK/$name.tmp; proxy_temp_path $WORK/$name.tmp; fastcgi_temp_path $WORK/$name.tmp;
  uwsgi_temp_path $WORK/$name.tmp; scgi_temp_path $WORK/$name.tmp;
  server { listen $SERVER_IP:80 backlog=8192; root $1; }
}
CONF
  begin ${2:+"$2"} "$name" nginx -c "$WORK/$name.conf"
  await "$name" 20 tcp_port_open "$name" 80
}
