package io.ironwake.quirk;

import io.ironwake.net.NearestKey;
import io.ironwake.net.Pure;
import io.ironwake.problem.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All rules in the order they are asked; of two that set the same effect the first wins.
 *
 * @param rules the operator's, then the built-in ones
 */
record QuirkBook(List<QuirkRule> rules) {
  QuirkBook {
    rules = List.copyOf(rules);
  }

  /**
   * One file's content.
   *
   * @param file its name, for messages
   * @param disabled ids of rules in the files below it that are not to apply
   */
  @Pure
  record Sheet(String file, List<String> disabled, List<QuirkRule> rules) {}

  /**
   * Puts sheets on each other, the upper first.
   *
   * @throws Problem INVALID when an id stands twice, or a rule to be disabled does not exist
   */
  static QuirkBook of(List<Sheet> sheets) {
    List<QuirkRule> rules = new ArrayList<>();
    List<String> disabled = new ArrayList<>();
    for (int i = 0; i < sheets.size(); i++) {
      Sheet sheet = sheets.get(i);
      checkDisabled(sheet, sheets.subList(i + 1, sheets.size()));
      sheet.rules.stream()
          .filter(rule -> !disabled.contains(rule.id()))
          .forEach(rule -> add(rules, rule));
      disabled.addAll(sheet.disabled);
    }
    return new QuirkBook(rules);
  }

  private static void checkDisabled(Sheet sheet, List<Sheet> below) {
    List<String> known =
        below.stream().flatMap(each -> each.rules.stream()).map(QuirkRule::id).toList();
    for (String id : sheet.disabled) {
      if (!known.contains(id)) {
        throw Problem.invalid(
            sheet.file
                + ": disable: there is no built-in rule '"
                + id
                + "'; "
                + NearestKey.hint(id, known));
      }
    }
  }

  private static void add(List<QuirkRule> rules, QuirkRule rule) {
    if (rules.stream().anyMatch(other -> other.id().equals(rule.id()))) {
      throw Problem.invalid(
          rule.file()
              + ": rule '"
              + rule.id()
              + "': there are two rules of this id; name it otherwise, or disable the built-in"
              + " one");
    }
    rules.add(rule);
  }

  Effects of(QuirkSubject client) {
    Map<Effect, String> values = new EnumMap<>(Effect.class);
    List<String> applied = new ArrayList<>();
    for (QuirkRule rule : rules) {
      if (rule.match().matches(client)) {
        int before = values.size();
        rule.effects().forEach(values::putIfAbsent);
        if (values.size() > before) {
          applied.add(rule.id());
        }
      }
    }
    return applied.isEmpty() ? Effects.NONE : new Effects(values, applied);
  }
}
