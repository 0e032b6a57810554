package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Map;
import java.util.regex.Pattern;

/** What operators set by name for templates to use. */
@Pure
public final class Variables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

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
}
