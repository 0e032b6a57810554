package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.regex.Pattern;

/** Absolute paths, as simple as they can be. */
@Pure
final class Paths {
  private static final Pattern SIMPLE =
      Pattern.compile("/|(?:/(?!\\.{1,2}(?:/|$))[^/\\p{Cntrl}]+)+");

  private Paths() {}

  /** Adds a finding unless the field holds a path; a missing one is a finding too. */
  static void require(Value.Obj of, String key, Findings findings) {
    Optional<String> path = of.filled(key);
    if (path.isEmpty()) {
      findings.add(of.at(key), "is missing; set it to an absolute path");
    } else {
      check(of, key, findings);
    }
  }

  /** Adds a finding if there is a value and it is no path. */
  static void check(Value.Obj of, String key, Findings findings) {
    of.filled(key)
        .filter(path -> !isSimple(path))
        .ifPresent(
            path ->
                findings.add(
                    of.at(key),
                    "must be an absolute path without '.', '..', '//' or a slash at its end"));
  }

  /** Like {@link #require}, for what lies in {@code /dev}. */
  static void requireDevice(Value.Obj of, String key, Findings findings) {
    Optional<String> path = of.filled(key);
    if (path.isEmpty()) {
      findings.add(of.at(key), "is missing; name the device, such as /dev/disk/by-id/…");
    } else if (!isDevice(path.get())) {
      findings.add(of.at(key), "must be a device, such as /dev/sda or /dev/disk/by-partlabel/data");
    }
  }

  static boolean isSimple(String path) {
    return SIMPLE.matcher(path).matches();
  }

  static boolean isDevice(String path) {
    return path.startsWith("/dev/") && isSimple(path);
  }
}
