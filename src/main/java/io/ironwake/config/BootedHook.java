package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Optional;

/** A unit by which an installed system with systemd says once that it is up. */
@Pure
final class BootedHook {
  static final String SCRIPT = "booted.sh";
  static final String PATH = "/etc/ironwake/booted";
  static final String UNIT_NAME = "ironwake-booted.service";

  /** Beside the boot, never before or instead of it, until it succeeded once. */
  static final String UNIT =
      """
      [Unit]
      Description=Report the first boot to Ironwake
      Wants=network-online.target
      After=network-online.target
      ConditionPathExists=!/var/lib/ironwake/booted

      [Service]
      Type=simple
      ExecStart=/bin/sh /etc/ironwake/booted

      [Install]
      WantedBy=multi-user.target
      """;

  /** Tries for an hour, and again at the next boot. */
  private static final String BODY =
      """
      tries=0
      while [ $tries -lt 360 ]; do
        if command -v curl >/dev/null; then
          curl -gfsS --connect-timeout 10 -m 60 -o /dev/null "$url" && break
        else
          wget -q -T 60 -O /dev/null "$url" && break
        fi
        tries=$((tries + 1))
        sleep 10
      done
      [ $tries -lt 360 ] || exit 1
      mkdir -p /var/lib/ironwake
      : >/var/lib/ironwake/booted
      """;

  private BootedHook() {}

  static FrozenText script() {
    return FrozenText.of(
            "#!/bin/sh\n# Tells Ironwake once that the installed system is up.\nurl='",
            Slot.REPORT_BASE,
            "/booted'\n")
        .plus(BODY);
  }

  /** The same by Ignition. */
  static Ignition addTo(Ignition system) {
    return system
        .secretFile(PATH, script())
        .unit(UNIT_NAME, Optional.of(true), Optional.of(FrozenText.of(UNIT)));
  }

  static FrozenDocument document() {
    return new FrozenDocument(SCRIPT, "text/x-shellscript; charset=utf-8", script());
  }

  /**
   * Lines for an {@link InstallerShell} that put script and unit into the new system.
   *
   * @param root where it is mounted, such as {@code /target}; empty inside of it
   */
  static String placing(String root) {
    return """
    mkdir -p ROOT/etc/ironwake ROOT/etc/systemd/system/multi-user.target.wants
    if ironwake_fetch booted.sh ROOT/etc/ironwake/booted; then
      chmod 700 ROOT/etc/ironwake/booted
      cat >ROOT/etc/systemd/system/ironwake-booted.service <<'UNIT'
    """
            .replace("ROOT", root)
        + UNIT
        + """
        UNIT
          ln -sf ../ironwake-booted.service ROOT/etc/systemd/system/multi-user.target.wants/
        fi
        """
            .replace("ROOT", root);
  }
}
