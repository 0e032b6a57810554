package io.ironwake.machine;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable map whose changed copy shares all but one of its parts with the original: with a
 * hundred thousand entries a change copies some two hundred of them.
 */
@Pure
final class Buckets<K, V> {
  private static final int COUNT = 512;

  private final List<Map<K, V>> parts;

  private Buckets(List<Map<K, V>> parts) {
    this.parts = parts;
  }

  static <K, V> Buckets<K, V> of(Map<K, V> entries) {
    List<Map<K, V>> parts = new ArrayList<>(Collections.nCopies(COUNT, Map.of()));
    entries.forEach(
        (key, value) -> {
          int at = indexOf(key);
          if (parts.get(at).isEmpty()) {
            parts.set(at, new HashMap<>());
          }
          parts.get(at).put(key, value);
        });
    return new Buckets<>(parts);
  }

  private static int indexOf(Object key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return (hash >>> 16) % COUNT;
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(parts.get(indexOf(key)).get(key));
  }

  Buckets<K, V> with(K key, V value) {
    return get(key).equals(Optional.of(value)) ? this : changed(key, Optional.of(value));
  }

  Buckets<K, V> without(K key) {
    return get(key).isEmpty() ? this : changed(key, Optional.empty());
  }

  private Buckets<K, V> changed(K key, Optional<V> value) {
    int at = indexOf(key);
    Map<K, V> part = new HashMap<>(parts.get(at));
    value.ifPresentOrElse(now -> part.put(key, now), () -> part.remove(key));
    List<Map<K, V>> copy = new ArrayList<>(parts);
    copy.set(at, part);
    return new Buckets<>(copy);
  }
}
