package io.ironwake.quirk;

import io.ironwake.net.ClientArch;
import io.ironwake.net.NearestKey;
import io.ironwake.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes rules of a tree of maps, lists and texts, and refuses what it does not know: a misspelt key
 * would be a rule that silently does nothing.
 */
final class QuirkReader {
  private static final String VERSION = "1";

  private final String file;

  private QuirkReader(String file) {
    this.file = file;
  }

  /**
   * Reads one file.
   *
   * @throws Problem INVALID naming file, rule, key, and the nearest key or value that is valid
   */
  static QuirkBook.Sheet read(String file, Map<String, Object> tree) {
    return new QuirkReader(file).sheet(tree);
  }

  private QuirkBook.Sheet sheet(Map<String, Object> tree) {
    checkKeys("", tree, List.of("version", "disable", "rules"));
    if (!VERSION.equals(tree.get("version"))) {
      throw wrong("", "version", "this Ironwake reads version 1; begin the file with 'version: 1'");
    }
    List<String> disabled = texts("", tree, "disable");
    if (!(tree.getOrDefault("rules", List.of()) instanceof List<?> list)) {
      throw wrong("", "rules", "must be a list of rules");
    }
    List<QuirkRule> rules = new ArrayList<>();
    for (Object each : list) {
      rules.add(rule(map("rule " + (rules.size() + 1), "rules", each)));
    }
    return new QuirkBook.Sheet(file, disabled, rules);
  }

  private QuirkRule rule(Map<String, Object> rule) {
    String id = text("a rule", rule, "id");
    if (!id.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw wrong("rule '" + id + "'", "id", "use up to 64 lower-case letters, digits and dashes");
    }
    String place = "rule '" + id + "'";
    checkKeys(place, rule, List.of("id", "why", "source", "match", "effects"));
    Match match = match(place, map(place, "match", rule.getOrDefault("match", Map.of())));
    if (match.isEverybody()) {
      throw wrong(place, "match", "name at least one of " + String.join(", ", MATCH_KEYS));
    }
    Map<Effect, String> effects =
        effects(place, map(place, "effects", rule.getOrDefault("effects", Map.of())));
    return new QuirkRule(
        id, text(place, rule, "why"), text(place, rule, "source"), file, match, effects);
  }

  private static final List<String> MATCH_KEYS =
      List.of(
          "mac", "vendor-class", "user-class", "manufacturer", "product", "arch", "client", "mode");

  private Match match(String place, Map<String, Object> match) {
    String at = place + ": match";
    checkKeys(at, match, MATCH_KEYS);
    return new Match(
        each(at, match, "mac", MacPrefix::parse),
        each(at, match, "vendor-class", Glob::new),
        each(at, match, "user-class", Glob::new),
        each(at, match, "manufacturer", Glob::new),
        each(at, match, "product", Glob::new),
        Set.copyOf(each(at, match, "arch", text -> word(text, ClientArch.values()))),
        Set.copyOf(each(at, match, "client", text -> word(text, Traits.Program.values()))),
        Set.copyOf(each(at, match, "mode", text -> word(text, Traits.Mode.values()))));
  }

  private Map<Effect, String> effects(String place, Map<String, Object> effects) {
    String at = place + ": effects";
    checkKeys(at, effects, Effect.words());
    if (effects.isEmpty()) {
      throw wrong(place, "effects", "name at least one of " + String.join(", ", Effect.words()));
    }
    Map<Effect, String> values = new EnumMap<>(Effect.class);
    effects.forEach(
        (word, value) ->
            values.put(
                Effect.of(word).orElseThrow(),
                parsed(at, word, single(at, word, value), Effect.of(word).get()::checked)));
    return values;
  }

  private <T> List<T> each(
      String place, Map<String, Object> from, String key, Function<String, T> parse) {
    return texts(place, from, key).stream().map(text -> parsed(place, key, text, parse)).toList();
  }

  private <T> T parsed(String place, String key, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(place, key, String.valueOf(e.getMessage()));
    }
  }

  private static <E extends Enum<E>> E word(String text, E[] values) {
    List<String> words =
        Arrays.stream(values)
            .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int at = words.indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is unknown; " + NearestKey.hint(text, words));
    }
    return values[at];
  }

  private void checkKeys(String place, Map<String, Object> map, List<String> known) {
    for (String key : map.keySet()) {
      if (!known.contains(key)) {
        throw wrong(place, key, "unknown key; " + NearestKey.hint(key, known));
      }
    }
  }

  /** A text, or a list of texts. */
  private List<String> texts(String place, Map<String, Object> from, String key) {
    Object value = from.getOrDefault(key, List.of());
    List<?> list = value instanceof List<?> many ? many : List.of(value);
    return list.stream().map(each -> single(place, key, each)).toList();
  }

  private String text(String place, Map<String, Object> from, String key) {
    return Optional.ofNullable(from.get(key))
        .map(value -> single(place, key, value))
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> wrong(place, key, "is missing; set it"));
  }

  private String single(String place, String key, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw wrong(place, key, "must be a single value");
  }

  @SuppressWarnings("unchecked") // QuirkYaml makes maps with text keys only
  private Map<String, Object> map(String place, String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw wrong(place, key, "must be a map");
  }

  private Problem wrong(String place, String key, String what) {
    return Problem.invalid(file + ": " + (place.isEmpty() ? "" : place + ": ") + key + ": " + what);
  }
}
