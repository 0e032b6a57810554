#!/bin/sh
# Takes inventory of the machine it runs on, sends it to Ironwake, and does what is to come then. It writes no disk. POSIX shell, for dash, bash and
# busybox; it reads /sys, /proc and /dev/disk/by-id, and lldpcli or systemd-networkd for LLDP neighbours where one of them runs.
#
#   inspect.sh print     the inventory as JSON, to standard output
#   inspect.sh           sends it to $IRONWAKE_REPORT/facts, then $IRONWAKE_THEN: reboot, power-off or hold
#
# IRONWAKE_ROOT is where another machine's tree lies; IRONWAKE_SOURCE names the system this runs on.
set -u
LC_ALL=C
export LC_ALL
R=${IRONWAKE_ROOT:-}

# What a file or a command prints as one line that JSON can hold between quotes: printable ASCII, at most 250 characters.
line() { tr '\n\t' '  ' | tr -cd '\040-\176' | tr -s ' ' | sed -e 's/^ *//' -e 's/ *$//' | cut -c1-250 | sed 's/[\\"]/\\&/g'; }
read_line() { if [ -r "$1" ]; then line <"$1" 2>/dev/null; fi; }
# The first number in a file, or nothing.
number() { read_line "$1" | sed -n 's/^\([0-9][0-9]*\).*/\1/p' | cut -c1-18; }
# ,"key":"value" where there is a value.
text() { if [ -n "$2" ]; then printf ',"%s":"%s"' "$1" "$2"; fi; }
link_name() { if [ -e "$1" ]; then basename "$(readlink -f "$1")"; fi; }

dmi() {
  d=$R/sys/class/dmi/id
  fields=$(
    text manufacturer "$(read_line "$d/sys_vendor")"
    text product "$(read_line "$d/product_name")"
    text serial "$(read_line "$d/product_serial")"
    text uuid "$(read_line "$d/product_uuid")"
    text bios-version "$(read_line "$d/bios_version")"
    text bios-date "$(read_line "$d/bios_date")"
    text board "$(read_line "$d/board_name")"
  )
  printf '"dmi":{%s}' "${fields#,}"
}

# One line for each logical processor: its socket and its core.
topology() {
  for cpu in "$R"/sys/devices/system/cpu/cpu[0-9]*; do
    [ -d "$cpu/topology" ] || continue
    echo "$(cat "$cpu/topology/physical_package_id" 2>/dev/null || echo 0) $(cat "$cpu/topology/core_id" 2>/dev/null || echo 0)"
  done
}

cpu() {
  info=$R/proc/cpuinfo
  threads=$(grep -c '^processor' "$info" 2>/dev/null)
  topology=$(topology)
  if [ -n "$topology" ]; then
    sockets=$(echo "$topology" | cut -d' ' -f1 | sort -u | wc -l)
    cores=$(echo "$topology" | sort -u | wc -l)
  else
    sockets=1
    cores=${threads:-1}
  fi
  printf '"cpu":{"sockets":%d,"cores":%d,"threads":%d' "$sockets" "$cores" "${threads:-1}"
  text arch "${IRONWAKE_MACHINE:-$(uname -m | line)}"
  text model "$(sed -n 's/^model name[^:]*: *//p' "$info" 2>/dev/null | head -n 1 | line)"
  flags=$(sed -n 's/^\(flags\|Features\)[^:]*://p' "$info" 2>/dev/null | head -n 1 | tr ' ' '\n' \
    | grep -x 'vmx\|svm\|hypervisor\|aes\|avx\|avx2\|avx512f\|sse4_2\|sha_ni\|lm\|atomics' | sed 's/.*/"&"/' | tr '\n' ',')
  printf ',"flags":[%s]}' "${flags%,}"
}

# The kernel's memory blocks count what firmware and kernel keep for themselves too, so that 64 GiB are 64 GiB.
memory() {
  m=$R/sys/devices/system/memory
  size=$(read_line "$m/block_size_bytes")
  blocks=$(ls "$m" 2>/dev/null | grep -c '^memory[0-9]')
  if [ -n "$size" ] && [ "$blocks" -gt 0 ]; then
    bytes=$((0x$size * blocks))
  else
    kib=$(sed -n 's/^MemTotal: *\([0-9]*\) kB.*/\1/p' "$R/proc/meminfo" 2>/dev/null)
    bytes=$((${kib:-0} * 1024))
  fi
  printf '"memory-bytes":%d' "$bytes"
}

# Where the kernel has no such file, a SCSI disk's serial is in its vital product data: 4 bytes, then text.
disk_serial() {
  for file in "$1/serial" "$1/device/serial"; do
    if [ -r "$file" ]; then
      read_line "$file"
      return
    fi
  done
  if [ -r "$1/device/vpd_pg80" ]; then tail -c +5 "$1/device/vpd_pg80" | line; fi
}

disk_wwn() {
  for file in "$1/wwid" "$1/device/wwid"; do
    if [ -r "$file" ]; then
      read_line "$file" | grep '^\(naa\|eui\|uuid\)\.'
      return
    fi
  done
}

transport() {
  case "$1" in nvme*) echo nvme; return ;; mmcblk*) echo mmc; return ;; esac
  case "$(readlink -f "$R/sys/block/$1/device")" in
    */usb[0-9]*) echo usb ;;
    */virtio[0-9]*) echo virtio ;;
    */ata[0-9]*) echo sata ;;
    */session[0-9]*) echo iscsi ;;
    */rport-[0-9]*) echo fc ;;
    */end_device-[0-9]*) echo sas ;;
  esac
}

# The links udev made; without udev, those it would make of a WWN or of a virtual disk's serial.
disk_links() {
  if [ -d "$R/dev/disk/by-id" ]; then
    for link in "$R"/dev/disk/by-id/*; do
      [ "$(link_name "$link")" = "$1" ] && basename "$link" | line && echo
    done
    return
  fi
  case "$3" in
    naa.*) echo "wwn-0x${3#naa.}" ;;
    eui.*) echo "nvme-$3" ;;
  esac
  case "$1" in vd*) [ -n "$2" ] && echo "virtio-$2" ;; esac
}

disk() {
  d=$R/sys/block/$1
  serial=$(disk_serial "$d")
  wwn=$(disk_wwn "$d")
  sectors=$(number "$d/size")
  printf '{"name":"%s","bytes":%d' "$1" $((sectors * 512))
  if [ "$(number "$d/queue/rotational")" = 1 ]; then printf ',"rotational":true'; else printf ',"rotational":false'; fi
  text serial "$serial"
  text wwn "$wwn"
  text model "$(read_line "$d/device/model")"
  text transport "$(transport "$1")"
  links=$(disk_links "$1" "$serial" "$wwn" | grep . | head -n 16 | sed 's/.*/"&"/' | tr '\n' ',')
  printf ',"links":[%s]}' "${links%,}"
}

# Whole disks that keep what is written: no optical, floppy, memory or stacked device, no boot area, nothing that is taken out by hand.
is_disk() {
  case "$1" in loop* | ram* | zram* | dm-* | md* | sr* | fd* | nbd* | mtd* | mmcblk*boot* | mmcblk*rpmb) return 1 ;; esac
  d=$R/sys/block/$1
  [ -e "$d/device" ] && [ "$(number "$d/removable")" != 1 ] && [ "$(number "$d/hidden")" != 1 ] && [ "$(number "$d/size")" -gt 0 ] 2>/dev/null
}

disks() {
  printf '"disks":['
  comma=
  for each in "$R"/sys/block/*; do
    each=$(basename "$each" | line)
    is_disk "$each" || continue
    printf '%s' "$comma"
    disk "$each"
    comma=,
  done
  printf ']'
}

neighbour() {
  fields=$(
    text chassis "$1"
    text port "$2"
    text system "$3"
  )
  if [ -n "$fields" ]; then printf ',"neighbour":{%s}' "${fields#,}"; fi
}

# lldpd's answer, once: interface, then what the other end says.
lldpd() {
  { lldpcli -f keyvalue show neighbors || lldpctl -f keyvalue; } 2>/dev/null | head -n 2000
}
said() { printf '%s\n' "$LLDP" | sed -n "s/^lldp\.$1\.$2=//p" | head -n 1 | line; }

# The first frame that systemd-networkd keeps of interface number $1: 8 bytes of length, then the frame; TLVs of IEEE 802.1AB §8.
networkd() {
  [ -r "$R/run/systemd/netif/lldp/$1" ] || return
  head -c 1600 "$R/run/systemd/netif/lldp/$1" | od -An -v -tu1 | awk '
    { for (i = 1; i <= NF; i++) b[n++] = $i }
    function id(p, len, mac,   s, i) {
      for (i = 1; i < len; i++) s = s (b[p] == mac ? sprintf("%s%02x", i > 1 ? ":" : "", b[p + i]) : sprintf("%c", b[p + i]))
      return s
    }
    function name(p, len,   s, i) { for (i = 0; i < len; i++) s = s sprintf("%c", b[p + i]); return s }
    END {
      p = 8 + 14
      if (b[20] * 256 + b[21] == 33024) p += 4
      while (p + 2 <= n) {
        type = int(b[p] / 2); len = b[p] % 2 * 256 + b[p + 1]; p += 2
        if (type == 0 || p + len > n) break
        if (type == 1) chassis = id(p, len, 4)
        if (type == 2) port = id(p, len, 3)
        if (type == 5) system_name = name(p, len)
        p += len
      }
      print chassis; print port; print system_name
    }'
}

lldp() {
  if [ -n "$LLDP" ]; then
    chassis=$(said "$1" 'chassis\.mac')
    port=$(said "$1" 'port\.ifname')
    neighbour "${chassis:-$(said "$1" 'chassis\.local')}" "${port:-$(said "$1" 'port\.local')}" "$(said "$1" 'chassis\.name')"
  else
    heard=$(networkd "$(number "$R/sys/class/net/$1/ifindex")")
    neighbour "$(echo "$heard" | sed -n 1p | line)" "$(echo "$heard" | sed -n 2p | line)" "$(echo "$heard" | sed -n 3p | line)"
  fi
}

# A virtual interface has no device; type 1 is Ethernet.
nics() {
  printf '"nics":['
  comma=
  for each in "$R"/sys/class/net/*; do
    nic=$(basename "$each" | line)
    [ -e "$each/device" ] && [ "$(number "$each/type")" = 1 ] || continue
    printf '%s{"name":"%s"' "$comma" "$nic"
    text mac "$(read_line "$each/address")"
    speed=$(number "$each/speed" 2>/dev/null)
    if [ "${speed:-0}" -gt 0 ] && [ "$speed" -lt 10000000 ]; then printf ',"speed-mbit":%d' "$speed"; fi
    text driver "$(link_name "$each/device/driver" | line)"
    if [ "$(number "$each/carrier" 2>/dev/null)" = 1 ]; then printf ',"link":true'; else printf ',"link":false'; fi
    lldp "$nic"
    printf '}'
    comma=,
  done
  printf ']'
}

print() {
  LLDP=$(if [ -z "$R" ] || [ -n "${IRONWAKE_LLDP:-}" ]; then lldpd; fi)
  printf '{"source":"%s",' "$(echo "${IRONWAKE_SOURCE:-inspector}" | line)"
  dmi
  printf ','
  cpu
  printf ','
  memory
  printf ','
  disks
  printf ','
  nics
  printf '}\n'
}

# Sends file $1; prints the HTTP status, or nothing when there was no answer.
send() {
  url=$IRONWAKE_REPORT/facts
  if command -v curl >/dev/null 2>&1; then
    curl -gsS --connect-timeout 10 -m 60 -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' --data-binary "@$1" "$url"
  else
    by_netcat "$url" "$1" | sed -n '1s|^HTTP/1\.[01] \([0-9][0-9][0-9]\).*|\1|p'
  fi
}

# Static busybox crashes in its own wget. The pause keeps the connection whole until the answer is there. HTTP alone: $1 is http://host:port/path.
by_netcat() {
  host=$(echo "$1" | sed 's|^http://\([^:/]*\).*|\1|')
  port=$(echo "$1" | sed -n 's|^http://[^:/]*:\([0-9]*\)/.*|\1|p')
  {
    printf 'POST /%s HTTP/1.1\r\nHost: %s:%s\r\nContent-Type: application/json\r\n' "$(echo "$1" | sed 's|^http://[^/]*/||')" "$host" "${port:-80}"
    printf 'Content-Length: %d\r\nConnection: close\r\n\r\n' "$(wc -c <"$2")"
    cat "$2"
    sleep "${IRONWAKE_LINGER:-3}"
  } | nc -w 30 "$host" "${port:-80}"
}

# Five minutes; a refusal is final.
report() {
  tries=0
  while [ $tries -lt 60 ]; do
    status=$(send "$1" 2>/dev/null)
    case "$status" in
      2*) echo "ironwake: the inventory was sent"; return 0 ;;
      408 | 429) ;;
      4*) echo "ironwake: the inventory was refused with HTTP status $status"; return 1 ;;
    esac
    tries=$((tries + 1))
    sleep 5
  done
  echo "ironwake: the inventory could not be sent"
  return 1
}

finish() {
  echo "ironwake: $IRONWAKE_THEN"
  case "$IRONWAKE_THEN" in
    reboot) if command -v systemctl >/dev/null 2>&1; then systemctl --no-block reboot; else reboot -f; fi ;;
    power-off) if command -v systemctl >/dev/null 2>&1; then systemctl --no-block poweroff; else poweroff -f; fi ;;
  esac
}

if [ "${1:-}" = print ]; then
  print
else
  umask 077
  print >"${TMPDIR:-/tmp}/ironwake-inventory"
  # Time to read the console; and a machine that boots from the network again and again does so slowly.
  report "${TMPDIR:-/tmp}/ironwake-inventory" || sleep "${IRONWAKE_PAUSE:-60}"
  finish
fi
