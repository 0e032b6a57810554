package io.ironwake.config;

import io.ironwake.net.Pure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What turns a Flatcar that runs from memory into an inspector: the collecting script and the unit
 * that runs it. The script goes out as it stands in the resources; the unit's environment tells it
 * where to report and what to do then.
 */
@Pure
final class InspectorUnit {
  /** The key of {@code config}; its value is what the machine does after it has reported. */
  static final String KEY = "inspect";

  private static final List<String> THEN = List.of("reboot", "power-off", "hold");
  private static final String PATH = "/opt/ironwake/inspect";
  private static final String SCRIPT = script();

  private InspectorUnit() {}

  private static String script() {
    try (InputStream in = InspectorUnit.class.getResourceAsStream("/inspect/inspect.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Adds script and unit where {@code config.inspect} asks for them.
   *
   * @throws ConfigException for another value than reboot, power-off and hold
   */
  static Ignition addTo(Ignition system, String wanted) {
    if (!THEN.contains(wanted)) {
      throw new ConfigException(
          "config." + KEY, "must say what comes after the inventory: reboot, power-off or hold");
    }
    return system
        .file(PATH, 0755, SCRIPT)
        .unit("ironwake-inspect.service", Optional.of(true), Optional.of(unit(wanted)));
  }

  /** A switch tells its name every 30 seconds (IEEE 802.1AB §9.2.5.7), so it waits that long. */
  private static FrozenText unit(String then) {
    return FrozenText.of(
            """
            [Unit]
            Description=Take inventory for Ironwake
            Wants=network-online.target
            After=network-online.target

            [Service]
            Type=oneshot
            RemainAfterExit=yes
            StandardOutput=journal+console
            StandardError=journal+console
            Environment=IRONWAKE_SOURCE=flatcar
            """)
        .plus("Environment=IRONWAKE_THEN=" + then + "\n")
        .plus(
            FrozenText.of(
                "Environment=IRONWAKE_REPORT=",
                Slot.REPORT_BASE,
                "\nExecStartPre=/usr/bin/sleep 35\nExecStart="
                    + PATH
                    + "\n\n[Install]\nWantedBy=multi-user.target\n"));
  }
}
