package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code SHA256SUMS} file in the form {@code sha256sum} writes: digest, space, space or star,
 * name.
 */
@Pure
final class Checksums {
  private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](?:\\./)?(\\S.*)");

  private Checksums() {}

  /**
   * Digests by file name, lower-case hex. Empty lines and {@code #} comments are skipped.
   *
   * @throws IllegalArgumentException naming the line that has another form
   */
  static Map<String, String> parse(String text) {
    Map<String, String> sums = new HashMap<>();
    int number = 0;
    for (String line : text.split("\\R")) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "SHA256SUMS line "
                + number
                + " is not '<64 hex digits>  <file>'; write it with sha256sum");
      }
      sums.put(matcher.group(2), matcher.group(1).toLowerCase(java.util.Locale.ROOT));
    }
    return Map.copyOf(sums);
  }
}
