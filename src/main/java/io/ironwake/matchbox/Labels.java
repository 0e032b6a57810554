package io.ironwake.matchbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client says of itself: the query's parameters, of each the first value; a {@code mac} in
 * the form with colons, or not at all where it is none.
 *
 * @param values by parameter
 * @param query as it came
 */
record Labels(Map<String, String> values, String query) {
  private static final String MAC = "mac";
  private static final String HEX = "[0-9a-f]{2}";

  Labels {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  static Labels of(String query) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      decoded(parts[0])
          .filter(key -> !key.isEmpty())
          .ifPresent(
              key ->
                  decoded(parts.length > 1 ? parts[1] : "")
                      .ifPresent(value -> values.putIfAbsent(key, value)));
    }
    Map<String, String> labels = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.toLowerCase(Locale.ROOT).equals(MAC)) {
            mac(value).ifPresent(mac -> labels.put(key, mac));
          } else {
            labels.put(key, value);
          }
        });
    return new Labels(labels, query);
  }

  /** Go leaves out a pair it cannot decode. */
  private static Optional<String> decoded(String text) {
    try {
      return text.contains(";")
          ? Optional.empty()
          : Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A MAC of six bytes in one of the three forms Go's net.ParseMAC reads. */
  static Optional<String> mac(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    boolean is =
        low.matches(HEX + "(:" + HEX + "){5}")
            || low.matches(HEX + "(-" + HEX + "){5}")
            || low.matches("[0-9a-f]{4}(\\.[0-9a-f]{4}){2}");
    return is
        ? Optional.of(low.replaceAll("[^0-9a-f]", "").replaceAll("(..)(?=.)", "$1:"))
        : Optional.empty();
  }

  /** The MAC it presents. */
  Optional<String> mac() {
    return values.entrySet().stream()
        .filter(each -> each.getKey().toLowerCase(Locale.ROOT).equals(MAC))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
