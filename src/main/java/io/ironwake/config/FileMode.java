package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.regex.Pattern;

/** Octal file modes, as text: YAML reads an unquoted 0644 as the number 420. */
@Pure
final class FileMode {
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3,4}");

  private FileMode() {}

  static String check(String path, String mode) {
    if (!OCTAL.matcher(mode).matches()) {
      throw new ConfigException(path, "must be an octal mode in quotes, such as \"0644\"");
    }
    return mode;
  }

  static int parse(String path, String mode) {
    return Integer.parseInt(check(path, mode), 8);
  }
}
