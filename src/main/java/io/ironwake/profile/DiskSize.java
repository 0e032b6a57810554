package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A disk's size as operators write it: bytes, or a number with a unit as on the label. */
@Pure
final class DiskSize {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?([A-Za-z]{0,3})");
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L,
          "b", 1L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40);

  private DiskSize() {}

  /**
   * Bytes.
   *
   * @param path of the value, for the refusal
   * @param value a whole number of bytes, or text such as {@code 480GB} or {@code 447.1 GiB}
   * @throws IllegalArgumentException naming the path and examples
   */
  static long parse(String path, Object value) {
    Matcher text = TEXT.matcher(value.toString().strip());
    Long unit = text.matches() ? UNITS.get(text.group(2).toLowerCase(Locale.ROOT)) : null;
    boolean written = value instanceof Integer || value instanceof Long || value instanceof String;
    if (!written || unit == null) {
      throw new IllegalArgumentException(
          path + " is not a size; write bytes such as 480103981056, or 480GB, 447.1GiB, 2TB");
    }
    long bytes = new BigDecimal(text.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    if (bytes < 1) {
      throw new IllegalArgumentException(path + " must be more than nothing");
    }
    return bytes;
  }
}
