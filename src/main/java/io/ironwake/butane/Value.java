package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A document that has been understood: Ignition's keys, typed values, each knowing its origin. */
@Pure
sealed interface Value {
  Origin origin();

  /**
   * A single value.
   *
   * @param of a String, Long or Boolean
   */
  @Pure
  record Leaf(Origin origin, Object of) implements Value {
    String text() {
      return of.toString();
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
      return "Leaf[" + origin.path() + "]";
    }
  }

  /** A list. */
  @Pure
  record Arr(Origin origin, List<Value> items) implements Value {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A map. */
  @Pure
  record Obj(Origin origin, Map<String, Value> fields) implements Value {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    static Obj empty(Origin origin) {
      return new Obj(origin, Map.of());
    }

    boolean has(String key) {
      return fields.containsKey(key);
    }

    /** Where a field stands, or would. */
    Origin at(String key) {
      return Optional.ofNullable(fields.get(key)).map(Value::origin).orElse(origin.field(key));
    }

    Optional<String> text(String key) {
      return Optional.ofNullable(fields.get(key)).map(each -> ((Leaf) each).text());
    }

    /** A text that is not empty. */
    Optional<String> filled(String key) {
      return text(key).filter(each -> !each.isEmpty());
    }

    Optional<Long> whole(String key) {
      return Optional.ofNullable(fields.get(key)).map(each -> (Long) ((Leaf) each).of());
    }

    Optional<Boolean> flag(String key) {
      return Optional.ofNullable(fields.get(key)).map(each -> (Boolean) ((Leaf) each).of());
    }

    boolean isTrue(String key) {
      return flag(key).orElse(false);
    }

    boolean isFalse(String key) {
      return !flag(key).orElse(true);
    }

    /** An inner map; an empty one where there is none. */
    Obj child(String key) {
      return Optional.ofNullable(fields.get(key))
          .map(each -> (Obj) each)
          .orElse(empty(origin.field(key)));
    }

    List<Value> items(String key) {
      return Optional.ofNullable(fields.get(key))
          .map(each -> ((Arr) each).items())
          .orElse(List.of());
    }

    List<Obj> records(String key) {
      return items(key).stream().map(each -> (Obj) each).toList();
    }

    List<Leaf> leaves(String key) {
      return items(key).stream().map(each -> (Leaf) each).toList();
    }

    /** With a field set or replaced. */
    Obj with(String key, Value value) {
      Map<String, Value> changed = new LinkedHashMap<>(fields);
      changed.put(key, value);
      return new Obj(origin, changed);
    }

    /** With a single value of this map's own origin. */
    Obj set(String key, Object value) {
      return with(key, new Leaf(origin.field(key), value));
    }

    Obj list(String key, List<? extends Value> items) {
      return with(key, new Arr(origin.field(key), new ArrayList<>(items)));
    }

    Obj without(String key) {
      Map<String, Value> changed = new LinkedHashMap<>(fields);
      changed.remove(key);
      return new Obj(origin, changed);
    }
  }
}
