package io.ironwake.ui;

import io.ironwake.journal.Audit;
import io.ironwake.journal.BootEvents;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One line of a machine's timeline.
 *
 * @param source who or which door
 * @param title what happened
 * @param css {@code moved} for what changed the state
 * @param facts further facts as {@code key value}
 */
public record TimelineEntry(
    Instant at, String when, String source, String title, String css, String facts) {
  private static final Set<String> IN_TITLE =
      Set.of("from", "to", "decision", "reason", "stage", "assets");

  private static final Map<String, String> DONE =
      Map.ofEntries(
          Map.entry("create", "declared"),
          Map.entry("change", "changed"),
          Map.entry("discover", "first seen"),
          Map.entry("approve", "approved"),
          Map.entry("cancel", "approval taken back"),
          Map.entry("approval-expired", "approval expired unused"),
          Map.entry("installer-served", "install arguments handed out"),
          Map.entry("config-served", "installer fetched its configuration"),
          Map.entry("install-reported", "installer reported success"),
          Map.entry("failure-reported", "installer reported failure"),
          Map.entry("first-boot", "installed system reported that it is up"),
          Map.entry("deadline-passed", "deadline passed"),
          Map.entry("abandon", "install given up"),
          Map.entry("adopt", "adopted as installed"),
          Map.entry("retire", "retired"),
          Map.entry("restore", "restored"),
          Map.entry("lock", "locked"),
          Map.entry("unlock", "unlocked"),
          Map.entry("join", "NIC joined"),
          Map.entry("inventory", "inventory taken"),
          Map.entry("quarantine", "set apart as an install loop"),
          Map.entry("release", "released from quarantine"));

  static TimelineEntry of(Audit.Entry entry) {
    Map<String, Object> detail = entry.detail();
    boolean moved = detail.containsKey("to") && !detail.get("to").equals(detail.get("from"));
    String done = DONE.getOrDefault(entry.action(), entry.action().replace('-', ' '));
    String title = done + (moved ? " → " + detail.get("to") : "") + text(detail, "reason", ": ");
    return new TimelineEntry(
        entry.at(),
        Words.moment(entry.at()),
        entry.actor(),
        title,
        moved ? "moved" : "",
        facts(detail));
  }

  static TimelineEntry of(BootEvents.Step step) {
    Map<String, Object> detail = step.detail();
    String stage = text(detail, "stage", " at ").toLowerCase(Locale.ROOT).replace('_', ' ');
    String title =
        step.kind().replace('-', ' ')
            + stage
            + text(detail, "decision", " → ")
            + text(detail, "reason", ": ");
    return new TimelineEntry(
        step.at(), Words.moment(step.at()), step.door(), title, "", facts(detail));
  }

  private static String text(Map<String, Object> detail, String key, String before) {
    return Optional.ofNullable(detail.get(key)).map(value -> before + value).orElse("");
  }

  private static String facts(Map<String, Object> detail) {
    return new TreeMap<>(detail)
        .entrySet().stream()
            .filter(each -> !IN_TITLE.contains(each.getKey()))
            .map(
                each ->
                    each.getKey().equals("changed")
                        ? value(each.getValue())
                        : each.getKey() + " " + value(each.getValue()))
            .collect(Collectors.joining(" · "));
  }

  private static String value(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
      case String text when text.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z") ->
          Words.moment(Instant.parse(text));
      default -> String.valueOf(value);
    };
  }
}
