package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;

/**
 * A block-style YAML 1.1 document whose every string is double-quoted; empty lists, maps and
 * sections are left out.
 */
@Pure
final class YamlBlock {
  private FrozenText.Builder text = new FrozenText.Builder();

  void scalar(int depth, String key, String value) {
    line(depth, key + ": ", FrozenText.of(value));
  }

  void list(int depth, String key, List<FrozenText> values) {
    open(depth, key, values.isEmpty());
    values.forEach(each -> line(depth, "- ", each));
  }

  void map(int depth, String key, Map<String, String> values) {
    open(depth, key, values.isEmpty());
    values.forEach(
        (name, value) -> line(depth + 1, YamlText.quote(name) + ": ", FrozenText.of(value)));
  }

  void records(int depth, String key, List<? extends Map<String, String>> records) {
    open(depth, key, records.isEmpty());
    for (Map<String, String> each : records) {
      String lead = "- ";
      for (Map.Entry<String, String> field : each.entrySet()) {
        line(depth, lead + field.getKey() + ": ", FrozenText.of(field.getValue()));
        lead = "  ";
      }
    }
  }

  /** Writes what {@code content} writes at depth 1 below {@code key}. */
  void section(String key, Runnable content) {
    FrozenText.Builder outer = text;
    text = new FrozenText.Builder();
    content.run();
    FrozenText inner = text.build();
    text = outer;
    if (inner.worstCaseLength() > 0) {
      open(0, key, false);
      text.append(inner);
    }
  }

  FrozenText build() {
    return text.build();
  }

  private void open(int depth, String key, boolean empty) {
    if (!empty) {
      text.append("  ".repeat(depth) + key + ":\n");
    }
  }

  private void line(int depth, String lead, FrozenText value) {
    text.append("  ".repeat(depth) + lead + '"')
        .append(value.escaped(YamlText::escape))
        .append("\"\n");
  }
}
