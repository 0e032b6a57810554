package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands in a YAML or JSON document, before anybody asked what it means. */
@Pure
sealed interface Node {
  Place place();

  /**
   * A map.
   *
   * @param entries in the document's order
   */
  @Pure
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /**
   * A key's value.
   *
   * @param key where the key stands
   */
  @Pure
  record Entry(Place key, Node value) {}

  /** A list. */
  @Pure
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * A single value.
   *
   * @param text as it stands there, quotes and escapes resolved
   * @param quoted true for what can only be text
   */
  @Pure
  record Scalar(Place place, String text, boolean quoted) implements Node {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    boolean isNull() {
      return !quoted && NULLS.contains(text);
    }

    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
      return "Scalar[" + place + "]";
    }
  }
}
