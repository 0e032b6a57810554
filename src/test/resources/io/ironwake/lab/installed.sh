# The installed system: does what its recorded configuration tells it to do at its first boot.
state_exists || fail "this disk holds no recorded system"
set -- $(recorded | head -n 1)
recorded | tail -n +2 | head -c "$3" >/tmp/document
say "DISK BOOTED: $2"
case "$2" in
  k3os)
    # run_cmd is a list of double-quoted strings.
    sed -n '/^run_cmd:/,/^[a-z]/p' /tmp/document | sed -n 's/^ *- "\(.*\)"$/\1/p' | sed 's/\\"/"/g; s/\\\\/\\/g' >/tmp/commands
    [ -s /tmp/commands ] || fail "no run_cmd in the recorded config.yaml"
    while read -r command; do sh -c "$command" </dev/null || say "exit $? of run_cmd"; done </tmp/commands
    ;;
  flatcar)
    . /lib/ignition.sh
    export IGNITION_CONFIG_FILE=/tmp/document
    run_ignition file
    run_units
    ;;
esac
