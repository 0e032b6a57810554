package io.ironwake.rack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What applying did, or would do.
 *
 * @param dryRun true when nothing of it was stored
 * @param changes one for each declared thing
 * @param approved one sentence for each approval given
 * @param waiting one sentence for each thing that was not done, with the reason
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@Schema(name = "Applied")
record AppliedView(
    boolean dryRun, List<ChangeView> changes, List<String> approved, List<String> waiting) {
  /** Stands after the mask of a secret that differs. */
  private static final String CHANGED = " (changed)";

  /**
   * One thing.
   *
   * @param action {@code created}, {@code changed}, {@code unchanged} or {@code deleted}
   * @param fields what differs, for a changed one
   */
  @Schema(name = "AppliedChange")
  record ChangeView(String kind, String name, String action, List<FieldView> fields) {
    static ChangeView of(Change change) {
      return new ChangeView(
          change.kind().name(),
          change.name(),
          change.action().word(),
          differing(change).stream().map(FieldView::of).toList());
    }
  }

  /**
   * One field.
   *
   * @param before absent for a new field
   * @param after absent for one that is gone
   * @param secret true when both are masks of different values
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  @Schema(name = "AppliedField")
  record FieldView(
      String path, Optional<JsonNode> before, Optional<JsonNode> after, boolean secret) {
    static FieldView of(FieldChange change) {
      return new FieldView(
          String.join(".", change.path()),
          Optional.of(change.before()).filter(node -> !node.isMissingNode()),
          Optional.of(change.after()).filter(node -> !node.isMissingNode()),
          change.secret());
    }
  }

  static AppliedView of(RackApply.Applied applied, boolean dryRun) {
    return new AppliedView(
        dryRun,
        applied.changes().stream().map(ChangeView::of).toList(),
        applied.approved(),
        applied.waiting());
  }

  private static List<FieldChange> differing(Change change) {
    return change
        .before()
        .flatMap(before -> change.after().map(after -> FieldChange.between(before, after)))
        .orElse(List.of());
  }

  /** The changes as {@code diff -u} shows them; empty when nothing differs. */
  static String diff(List<Change> changes) {
    return changes.stream()
        .filter(each -> !each.isNone())
        .map(AppliedView::diff)
        .collect(Collectors.joining());
  }

  private static String diff(Change change) {
    String name = change.kind().name() + "/" + change.name();
    Optional<ObjectNode> after = change.after().map(doc -> doc.shown().deepCopy());
    after.ifPresent(doc -> differing(change).forEach(field -> mark(doc, field)));
    return UnifiedDiff.of(
        change.before().isPresent() ? name : "/dev/null",
        lines(change.before().map(Doc::shown)),
        after.isPresent() ? name : "/dev/null",
        lines(after));
  }

  private static List<String> lines(Optional<ObjectNode> doc) {
    return doc.map(DocText::of).map(text -> text.lines().toList()).orElse(List.of());
  }

  private static void mark(JsonNode doc, FieldChange field) {
    if (!field.secret()) {
      return;
    }
    JsonNode parent = doc;
    for (String step : field.path().subList(0, field.path().size() - 1)) {
      parent =
          parent instanceof ArrayNode list ? list.get(Integer.parseInt(step)) : parent.path(step);
    }
    String last = field.path().getLast();
    String text = field.after().asText() + CHANGED;
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(last), text);
    } else if (parent instanceof ObjectNode map) {
      map.put(last, text);
    }
  }
}
