package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Map;

/**
 * Variables from one place.
 *
 * @param origin the place in the words of an operator, such as {@code group storage}
 * @param values immutable, as {@link Variables#copyOf} makes them
 */
@Pure
public record VariableLayer(String origin, Map<String, Object> values) {
  /**
   * @throws IllegalArgumentException naming the variable and the fix
   */
  public VariableLayer {
    values = Variables.copyOf(values);
  }

  /** Without the values, which may be secrets. */
  @Override
  public String toString() {
    return "VariableLayer[" + origin + ", " + values.size() + " variables]";
  }
}
