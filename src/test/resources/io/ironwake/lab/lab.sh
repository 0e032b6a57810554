# What the parts share. The configuration of an installed system is kept raw on its disk, behind the image: at MiB 100.
RECORD=100

say() { echo "LAB $*"; }
fail() { say "failed: $*"; poweroff -f; }
has() { grep -qw -- "$1" /proc/cmdline; }
value() { tr ' ' '\n' </proc/cmdline | sed -n "s|^$1=||p" | tail -n 1; }

wait_for_network() {
  ip link set lo up
  ip link set eth0 up
  udhcpc -i eth0 -q -n -t 10 -T 2 -s /lib/udhcpc.sh >/dev/null 2>&1 || fail "no lease"
  say "address: $(ip -4 -o addr show eth0 | awk '{print $4}') mac: $(cat /sys/class/net/eth0/address)"
}

# Prints document $2 between markers that carry the name $1.
show() { say "begin $1"; cat "$2"; echo; say "end $1"; }
show_document() { wget -q -O /tmp/document "$1" || fail "no document at $1"; show "${1##*/}" /tmp/document; }

# Writes the disk image read from standard input to disk $1.
write_disk() { dd of="$1" bs=1M 2>/dev/null && sync; }
# Keeps document $3 of system $1 on disk $2.
record() { { echo "LABSTATE $1 $(wc -c <"$3")"; cat "$3"; } >/tmp/record; dd if=/tmp/record of="$2" bs=1M seek=$RECORD 2>/dev/null; sync; }
recorded() { dd if=/dev/vda bs=1M skip=$RECORD count=1 2>/dev/null; }
state_exists() { recorded | head -n 1 | grep -q ^LABSTATE; }

restart() { say "reboot"; busybox reboot -f; }
