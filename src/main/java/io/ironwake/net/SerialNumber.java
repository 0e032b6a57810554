package io.ironwake.net;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The SMBIOS system serial number, as far as a board has one of its own. */
@Pure
public final class SerialNumber {
  private static final int MAX = 128;
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "",
          "0",
          "00000000",
          "0123456789",
          "123456789",
          "1234567890",
          "none",
          "n/a",
          "na",
          "unknown",
          "not specified",
          "not available",
          "default string",
          "system serial number",
          "to be filled by o.e.m.",
          "chassis serial number",
          "empty",
          "xxxxxxxx");

  private SerialNumber() {}

  /**
   * The serial, trimmed; empty for a placeholder, for control characters, or beyond 128 characters.
   */
  public static Optional<String> real(String text) {
    String serial = text.strip();
    boolean usable =
        serial.length() <= MAX
            && !PLACEHOLDERS.contains(serial.toLowerCase(Locale.ROOT))
            && serial.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    return usable ? Optional.of(serial) : Optional.empty();
  }
}
