package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What operators set by name for templates to use. */
@Pure
public final class Variables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  /** What templates call the facts of the machine itself. */
  public static final String MACHINE = "machine";

  private Variables() {}

  /**
   * An immutable copy.
   *
   * @throws IllegalArgumentException naming the variable and the fix
   */
  public static Map<String, Object> copyOf(Map<String, Object> values) {
    values
        .keySet()
        .forEach(
            name -> {
              if (name.equals(MACHINE)) {
                throw new IllegalArgumentException(
                    "variables.machine is set by Ironwake: name, mac and disk; choose another name");
              }
              if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                    "variables."
                        + name
                        + " cannot be written in a template; use letters, digits and '_', at most"
                        + " 63, and no digit first");
              }
            });
    return PlainValues.copyOf("variables", values);
  }

  /**
   * A copy of what an operator sent.
   *
   * @throws IllegalArgumentException also for a masked answer sent back, which would store the mask
   *     as the secret
   */
  public static Map<String, Object> sent(Map<String, Object> values) {
    Map<String, Object> copy = copyOf(values);
    if (copy.toString().contains(SecretFields.MASK)) {
      throw new IllegalArgumentException(
          "variables hold "
              + SecretFields.MASK
              + ", which stands for a secret in answers; send the secret itself");
    }
    return copy;
  }

  /**
   * A change laid over what is there, as JSON merge patch (RFC 7396): maps are merged, null takes
   * away, everything else replaces.
   */
  public static Map<String, Object> patched(
      Map<String, Object> values, Map<String, @Nullable Object> patch) {
    return sent(merge(values, patch));
  }

  private static Map<String, Object> merge(
      Map<?, ?> values, Map<?, ? extends @Nullable Object> patch) {
    Map<String, Object> merged = new LinkedHashMap<>();
    values.forEach((key, value) -> merged.put(String.valueOf(key), value));
    patch.forEach(
        (key, change) -> {
          String name = String.valueOf(key);
          switch (change) {
            case null -> merged.remove(name);
            case Map<?, ?> inner ->
                merged.put(
                    name, merge(merged.get(name) instanceof Map<?, ?> old ? old : Map.of(), inner));
            default -> merged.put(name, change);
          }
        });
    return merged;
  }
}
