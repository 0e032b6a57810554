package io.ironwake.quirk;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways to send a machine to its disk; none works on all firmware (quirk 39). */
@Pure
public enum LocalBootMethod {
  /** iPXE ends with a failure, and the firmware goes on to its next boot option. */
  EXIT,
  /** iPXE boots the first BIOS drive itself. */
  SANBOOT,
  /** No boot file is named, so the network boot ends before it began. */
  NO_FILE;

  /** The word in a rule. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return Arrays.stream(values()).map(LocalBootMethod::word).toList();
  }
}
