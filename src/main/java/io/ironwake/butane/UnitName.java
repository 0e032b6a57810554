package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;

/**
 * The name systemd gives the unit of a path (systemd.unit(5), "String escaping for inclusion in
 * unit names").
 */
@Pure
final class UnitName {
  private UnitName() {}

  /** {@code /var/lib/my-data} becomes {@code var-lib-my\x2ddata}. */
  static String ofPath(String path) {
    String trimmed = path.replaceAll("/+", "/").replaceAll("^/|/$", "");
    if (trimmed.isEmpty()) {
      return "-";
    }
    StringBuilder name = new StringBuilder();
    byte[] bytes = trimmed.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char each = (char) (bytes[i] & 0xFF);
      if (each == '/') {
        name.append('-');
      } else if (isPlain(each) && (i > 0 || each != '.')) {
        name.append(each);
      } else {
        name.append(String.format("\\x%02x", (int) each));
      }
    }
    return name.toString();
  }

  private static boolean isPlain(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || each == ':'
        || each == '_'
        || each == '.';
  }
}
