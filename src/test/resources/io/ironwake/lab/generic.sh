# An installer of the operator's own: its document names the image to write and the addresses to report to, one "key value" a line.
say "part: generic installer"
# Busybox names no signature algorithms, so no TLS of Java's will have it: what the links name is fetched from the same plane by HTTP.
plain() { echo "$1" | sed 's|^https://\(.*\):8443/|http://\1:8069/|'; }
show_document "$(plain "$(value config_url)")"
wanted() { plain "$(sed -n "s|^$1 ||p" /tmp/document)"; }
if [ -n "$(wanted image)" ]; then
  set -o pipefail
  wget -q -O - "$(wanted image)" | write_disk /dev/vda || fail "no image at $(wanted image)"
fi
wget -q -O /dev/null "$(wanted report)" || fail "no report to $(wanted report)"
say "reported"
[ -z "$(wanted image)" ] || restart
