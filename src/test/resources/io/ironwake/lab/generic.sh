# An installer of the operator's own: its document names the image to write and the addresses to report to, one "key value" a line.
say "part: generic installer"
show_document "$(value config_url)"
wanted() { sed -n "s|^$1 ||p" /tmp/document; }
if [ -n "$(wanted image)" ]; then
  set -o pipefail
  wget -q -O - "$(wanted image)" | write_disk /dev/vda || fail "no image at $(wanted image)"
fi
wget -q -O /dev/null "$(wanted report)" || fail "no report to $(wanted report)"
say "reported"
[ -z "$(wanted image)" ] || restart
