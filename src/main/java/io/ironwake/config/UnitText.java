package io.ironwake.config;

import io.ironwake.butane.UnitSyntax;
import io.ironwake.net.Pure;

/** The text of a systemd unit that Ignition will take. */
@Pure
final class UnitText {
  private UnitText() {}

  static String check(String path, String unit) {
    UnitSyntax.problem(unit)
        .ifPresent(
            problem -> {
              throw new ConfigException(path, problem);
            });
    return unit;
  }
}
