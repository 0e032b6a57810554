# The order of k3OS's own installer: the image onto the disk, then its configuration, then the reboot. It can report nothing before that.
device=$(value k3os.install.device)
say "part: k3os installer"
[ -b "$device" ] || fail "no disk $device"
iso=$(value k3os.install.iso_url)
set -o pipefail
wget -q -O - "$iso" | write_disk "$device" || fail "no image at $iso"
url=$(value k3os.install.config_url)
show_document "$url"
record k3os "$device" /tmp/document
say "installed: k3os on $device"
restart
