package io.ironwake.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * A second implementation of how the kernel splits its command line (lib/cmdline.c, next_arg), for
 * tests.
 */
final class LinuxReading {
  private LinuxReading() {}

  static List<String> of(String line) {
    List<String> arguments = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean quoted = false;
    for (char each : (line + " ").toCharArray()) {
      if (each == ' ' && !quoted) {
        arguments.add(current.toString());
        current.setLength(0);
      } else {
        quoted ^= each == '"';
        current.append(each);
      }
    }
    return arguments;
  }
}
