package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.util.HashMap;
import java.util.Locale;
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

  private static final Pattern PUBLISHED =
      Pattern.compile("([0-9a-fA-F]{64}|[0-9a-fA-F]{128}) [ *](?:\\./)?(\\S.*)");
  private static final Pattern TAGGED =
      Pattern.compile("SHA(?:256|512) \\((.+)\\) = ([0-9a-fA-F]{64}|[0-9a-fA-F]{128})");

  private Checksums() {}

  /**
   * Digests by file name from a vendor's list: SHA-256 or SHA-512, in the form of {@code sha256sum}
   * or its {@code --tag}. Other lines, such as a signature around the list, say nothing.
   */
  static Map<String, String> published(String text) {
    Map<String, String> sums = new HashMap<>();
    for (String line : text.split("\\R")) {
      Matcher plain = PUBLISHED.matcher(line);
      Matcher tagged = TAGGED.matcher(line);
      if (plain.matches()) {
        sums.put(plain.group(2), plain.group(1).toLowerCase(Locale.ROOT));
      } else if (tagged.matches()) {
        sums.put(tagged.group(1), tagged.group(2).toLowerCase(Locale.ROOT));
      }
    }
    return Map.copyOf(sums);
  }

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
      sums.put(matcher.group(2), matcher.group(1).toLowerCase(Locale.ROOT));
    }
    return Map.copyOf(sums);
  }
}
