# Flatcar in memory: Ignition fetches its configuration first, as it does on the real thing; the second fetch is for the test's eyes.
. /lib/ignition.sh
say "part: flatcar in memory"
run_ignition metal
show_document "$(value ignition.config.url)"
run_units
