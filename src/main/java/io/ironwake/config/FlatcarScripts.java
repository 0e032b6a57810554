package io.ironwake.config;

import io.ironwake.net.Pure;

/**
 * The shell that installs Flatcar and reports. The scripts are constants: all that differs between
 * machines reaches them as environment variables of their units, made only of characters that
 * systemd and shell leave alone.
 */
@Pure
final class FlatcarScripts {
  static final String INSTALL_PATH = "/opt/ironwake/install";
  static final String GUARD_PATH = "/opt/ironwake/guard";
  static final String BOOTED_PATH = "/opt/ironwake/booted";

  /**
   * Repeats a report until it is answered. A refusal is an answer too: saying it again would change
   * nothing.
   */
  private static final String REPORT =
      """
      report() {
        local code
        while true; do
          code=$(curl -gsS --connect-timeout 10 -m 60 -o /dev/null -w '%{http_code}' \\
            -H 'Content-Type: text/plain; charset=utf-8' --data-binary "@$2" "$IRONWAKE_REPORT/$1")
          case "$code" in
            408 | 429) ;;
            2?? | 4??) return ;;
          esac
          sleep 5
        done
      }
      """;

  /**
   * Does not reboot before Ironwake knows that the disk is written: a machine that boots from the
   * network first would be installed again. After a failure the machine stays up in memory for a
   * look at it.
   */
  static final String INSTALL =
      """
      #!/bin/bash
      # Installs Flatcar to the approved disk; started by ironwake-install.service.
      set -u -o pipefail
      umask 077
      log=/run/ironwake-install.log
      config=/run/ironwake-installed.ign

      """
          + REPORT
          + """

          say() {
            echo "$1" | tee -a "$log"
          }

          failed() {
            say "$1"
            tail -c 2000 "$log" >/run/ironwake-reason
            report failed /run/ironwake-reason
            exit 1
          }

          fetch_config() {
            local code
            while true; do
              code=$(curl -gsS --connect-timeout 10 -m 600 -o "$config" -w '%{http_code}' "$IRONWAKE_CONFIG" 2>>"$log")
              case "$code" in
                200) [ -s "$config" ] && return 0 ;;
                408 | 429) ;;
                4??) return 1 ;;
              esac
              sleep 5
            done
          }

          wait_for_disk() {
            udevadm settle
            for _ in $(seq 60); do
              [ -b "$IRONWAKE_DISK" ] && return 0
              sleep 1
            done
            return 1
          }

          fetch_config || failed "Ironwake refused the config of the installed system"
          wait_for_disk || failed "there is no disk $IRONWAKE_DISK"
          disk=$(readlink -f "$IRONWAKE_DISK")
          if [ -n "${IRONWAKE_GUARD:-}" ]; then
            wrong=$(sh "$IRONWAKE_GUARD" "$disk") \\
              || failed "${wrong:-nothing was written: the guard of the disk did not run}"
          fi
          say "writing Flatcar $IRONWAKE_VERSION to $disk"
          report progress "$log"
          flatcar-install -d "$disk" -V "$IRONWAKE_VERSION" -b "$IRONWAKE_ASSETS" -o '' -i "$config" 2>&1 | tee -a "$log" \\
            || failed "flatcar-install failed"
          report installed /dev/null
          systemctl --no-block reboot
          """;

  static final String BOOTED =
      """
      #!/bin/bash
      # Tells Ironwake once that the installed system is up; started by ironwake-booted.service.
      set -u

      """
          + REPORT
          + """

          report booted /dev/null
          mkdir -p /var/lib/ironwake
          touch /var/lib/ironwake/booted
          """;

  private FlatcarScripts() {}

  /**
   * Runs {@link #INSTALL}. The mirror is the asset base: flatcar-install asks it for {@code
   * version/file}.
   */
  static FrozenText installUnit(String disk, boolean guarded, String version) {
    return FrozenText.of(
            """
            [Unit]
            Description=Install Flatcar to disk for Ironwake
            Wants=network-online.target
            After=network-online.target

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            StandardOutput=journal+console
            StandardError=journal+console
            """)
        .plus("Environment=IRONWAKE_DISK=" + disk + "\n")
        .plus(guarded ? "Environment=IRONWAKE_GUARD=" + GUARD_PATH + "\n" : "")
        .plus("Environment=IRONWAKE_VERSION=" + version + "\n")
        .plus(FrozenText.of("Environment=IRONWAKE_ASSETS=", Slot.ASSET_BASE, "\n"))
        .plus(
            FrozenText.of(
                "Environment=IRONWAKE_CONFIG=",
                Slot.CONFIG_BASE,
                "/" + FlatcarWriter.INSTALLED + "\n"))
        .plus(report(INSTALL_PATH));
  }

  /**
   * Runs {@link #BOOTED} beside the boot, never before or instead of it, until it succeeded once.
   */
  static FrozenText bootedUnit() {
    return FrozenText.of(
            """
            [Unit]
            Description=Report the first boot to Ironwake
            Wants=network-online.target
            After=network-online.target
            ConditionPathExists=!/var/lib/ironwake/booted

            [Service]
            Type=simple
            """)
        .plus(report(BOOTED_PATH));
  }

  private static FrozenText report(String script) {
    return FrozenText.of(
        "Environment=IRONWAKE_REPORT=",
        Slot.REPORT_BASE,
        "\nExecStart=" + script + "\n\n[Install]\nWantedBy=multi-user.target\n");
  }
}
