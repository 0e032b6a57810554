# Lets the real Ignition fetch its configuration and write it below /sysroot. It ends with "failed to handle relabeling" (no SELinux policy here) after all
# is written, so its exit status says nothing: the configuration it accepted, in its cache, does.
run_ignition() {
  mkdir -p /sysroot/etc /sysroot/home/core
  printf 'root:x:0:0:root:/root:/bin/sh\ncore:x:500:500:core:/home/core:/bin/sh\n' >/sysroot/etc/passwd
  printf 'root:x:0:\ncore:x:500:\n' >/sysroot/etc/group
  printf 'root:*:1::::::\ncore:*:1::::::\n' >/sysroot/etc/shadow
  chown 500:500 /sysroot/home/core
  for stage in fetch files; do
    ignition -platform "$1" -stage $stage -root /sysroot -config-cache /run/ignition.json -state-file /run/ignition.state \
      -neednet /run/neednet -log-to-stdout -fetch-timeout 10s >/tmp/ignition.$stage 2>&1
    [ -f /run/ignition.json ] || { cat /tmp/ignition.$stage; fail "ignition refuses its configuration"; }
  done
  grep -v relabel /tmp/ignition.files | grep CRITICAL | sed 's/^/LAB ignition: /'
  say "ignition wrote: $(cd /sysroot && find etc/systemd etc/hostname opt home -type f 2>/dev/null | tr '\n' ' ')"
  cp -a /sysroot/. /
}

# Runs every unit Ignition wrote with its environment, as systemd would, the programs of /bin standing in for Flatcar's.
run_units() {
  for unit in /etc/systemd/system/*.service; do
    [ -f "$unit" ] || fail "Ignition wrote no unit"
    say "unit: ${unit##*/}"
    (
      while read -r line; do
        case $line in
          Environment=*) export "${line#Environment=}" ;;
          ExecStart=*) sh -c "${line#ExecStart=}" </dev/null || say "exit $? of ${unit##*/}" ;;
        esac
      done <"$unit"
    )
  done
}
