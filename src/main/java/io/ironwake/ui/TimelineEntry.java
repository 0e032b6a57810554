package io.ironwake.ui;

import io.ironwake.journal.Audit;
import io.ironwake.journal.BootEvents;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of a machine's timeline.
 *
 * @param source who or which door
 * @param title what happened
 * @param css {@code moved} for what changed the state
 * @param facts further facts as {@code key: value}
 */
public record TimelineEntry(
    Instant at, String when, String source, String title, String css, String facts) {
  private static final Set<String> IN_TITLE = Set.of("from", "to", "decision", "reason", "stage");

  static TimelineEntry of(Audit.Entry entry) {
    Map<String, Object> detail = entry.detail();
    boolean moved = detail.containsKey("to") && !detail.get("to").equals(detail.get("from"));
    String title =
        entry.action().replace('-', ' ')
            + (moved ? " → " + detail.get("to") : "")
            + because(detail);
    return new TimelineEntry(
        entry.at(),
        Words.moment(entry.at()),
        entry.actor(),
        title,
        moved ? "moved" : "",
        facts(detail));
  }

  static TimelineEntry of(BootEvents.Step entry) {
    Map<String, Object> detail = entry.detail();
    String answer = detail.containsKey("decision") ? " → " + detail.get("decision") : "";
    String stage =
        detail.containsKey("stage")
            ? " at " + String.valueOf(detail.get("stage")).toLowerCase(Locale.ROOT)
            : "";
    String title = entry.kind().replace('-', ' ') + stage + answer + because(detail);
    return new TimelineEntry(
        entry.at(), Words.moment(entry.at()), entry.door(), title, "", facts(detail));
  }

  private static String because(Map<String, Object> detail) {
    return detail.containsKey("reason") ? ": " + detail.get("reason") : "";
  }

  private static String facts(Map<String, Object> detail) {
    return detail.entrySet().stream()
        .filter(each -> !IN_TITLE.contains(each.getKey()))
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
