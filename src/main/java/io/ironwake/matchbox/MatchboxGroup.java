package io.ironwake.matchbox;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which machines get which profile: {@code groups/*.json}.
 *
 * @param id as its file is named
 * @param profile the file below {@code profiles/}, without its ending
 * @param selector labels its machines send, all with these values; none for every machine
 * @param metadata for templates
 */
record MatchboxGroup(
    Optional<String> id,
    Optional<String> name,
    Optional<String> profile,
    Optional<Map<String, String>> selector,
    Optional<Map<String, Object>> metadata) {
  /**
   * Matchbox sorts by the number of selectors, then by the selectors as text, and looks from the
   * end.
   */
  static final Comparator<MatchboxGroup> ORDER =
      Comparator.comparingInt((MatchboxGroup group) -> group.selectors().size())
          .thenComparing(MatchboxGroup::selectorText)
          .reversed();

  Map<String, String> selectors() {
    return selector.orElse(Map.of());
  }

  private String selectorText() {
    return selectors().entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }

  boolean selects(Labels labels) {
    return selectors().entrySet().stream()
        .allMatch(each -> each.getValue().equals(labels.values().get(each.getKey())));
  }

  /**
   * The same with its MAC in the form with colons.
   *
   * @throws IllegalArgumentException for a MAC that is none
   */
  MatchboxGroup normal() {
    Map<String, String> normal = new TreeMap<>();
    selectors()
        .forEach(
            (key, value) ->
                normal.put(key, key.toLowerCase(Locale.ROOT).equals("mac") ? mac(value) : value));
    return new MatchboxGroup(id, name, profile, selector.map(any -> normal), metadata);
  }

  private static String mac(String text) {
    return Labels.mac(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "selector.mac '" + text + "' is not a MAC address such as 52:54:00:12:34:56"));
  }

  /** What templates see: metadata, selectors over it, and the request. */
  Map<String, Object> data(Labels labels) {
    Map<String, Object> data = new LinkedHashMap<>();
    metadata.orElse(Map.of()).forEach((key, value) -> data.put(key, goValue(value)));
    selectors().forEach((key, value) -> data.put(key.toLowerCase(Locale.ROOT), value));
    Map<String, Object> query = new LinkedHashMap<>(labels.values());
    data.put("request", Map.of("query", query, "raw_query", labels.query()));
    return data;
  }

  /** As Go's JSON reader makes it: every number is a float64. */
  private static Object goValue(@org.jspecify.annotations.Nullable Object value) {
    return switch (value) {
      case null -> GoValues.NIL;
      case Number number -> number.doubleValue();
      case List<?> list -> list.stream().map(MatchboxGroup::goValue).toList();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(String.valueOf(key), goValue(each)));
        yield copy;
      }
      default -> value;
    };
  }
}
