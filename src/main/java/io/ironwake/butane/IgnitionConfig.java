package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A checked Ignition config.
 *
 * @param minor of its specification's version 3
 * @param root maps, lists, texts, whole numbers and booleans, {@code ignition.version} included;
 *     keys in a fixed order
 */
@Pure
public record IgnitionConfig(int minor, Map<String, Object> root) {
  public IgnitionConfig {
    root = Collections.unmodifiableMap(new LinkedHashMap<>(root));
  }

  /** Of the specification, such as {@code 3.3.0}. */
  public String version() {
    return "3." + minor + ".0";
  }

  /** Without the content, which holds secrets. */
  @Override
  public String toString() {
    return "IgnitionConfig[" + version() + "]";
  }
}
