package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Numbers and lists as people read them. */
final class Sizes {
  private static final long MEGA = 1_000_000;

  private Sizes() {}

  /** Such as {@code 523 MB} or {@code 1.4 GB}. */
  static String words(long bytes) {
    if (bytes < MEGA) {
      return Math.ceilDiv(bytes, 1000L) + " kB";
    }
    return bytes < 1000 * MEGA
        ? bytes / MEGA + " MB"
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /** The texts of an array with commas between them. */
  static String joined(JsonNode texts) {
    return StreamSupport.stream(texts.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }
}
