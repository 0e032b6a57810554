package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Map;

/**
 * Which machines belong to a group: those that carry every label.
 *
 * @param labels at least one; a machine's label must be there with exactly this value
 */
@Pure
public record Selector(Map<String, String> labels) {
  /**
   * @throws IllegalArgumentException when it would select every machine
   */
  public Selector {
    labels = Map.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException(
          "selector is empty; name at least one label of its machines, such as role: storage");
    }
  }

  /** Whether a machine with these labels is selected. */
  public boolean selects(Map<String, String> machine) {
    return machine.entrySet().containsAll(labels.entrySet());
  }

  /** How many labels it asks for: the more, the stronger its group's word. */
  public int size() {
    return labels.size();
  }
}
