package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Map;

/**
 * Which machines belong to a group: those that carry every label.
 *
 * @param labels at least one; a machine's label must be there with exactly this value, or, for what
 *     an inspector measured ({@code hw.…}), compare as {@code ">=64"} says
 */
@Pure
public record Selector(Map<String, String> labels) {
  /**
   * @throws IllegalArgumentException when it would select every machine, or orders by what is no
   *     number
   */
  public Selector {
    labels = Map.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException(
          "selector is empty; name at least one label of its machines, such as role: storage");
    }
    labels.forEach(LabelMatch::selecting);
  }

  /** Whether a machine with these labels is selected. */
  public boolean selects(Map<String, String> machine) {
    return labels.entrySet().stream()
        .allMatch(each -> LabelMatch.selecting(each.getKey(), each.getValue()).holds(machine));
  }

  /** How many labels it asks for: the more, the stronger its group's word. */
  public int size() {
    return labels.size();
  }
}
