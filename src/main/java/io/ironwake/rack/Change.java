package io.ironwake.rack;

import java.util.Locale;
import java.util.Optional;

/**
 * What applying did, or would do, to one thing.
 *
 * @param before as it was; empty when it is new
 * @param after as it is then; empty when it is gone
 */
record Change(Kind<?> kind, String name, Action action, Optional<Doc> before, Optional<Doc> after) {
  /** What happened to it. */
  enum Action {
    CREATED,
    CHANGED,
    UNCHANGED,
    DELETED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Change created(Kind<?> kind, Doc after) {
    return new Change(kind, after.name(), Action.CREATED, Optional.empty(), Optional.of(after));
  }

  static Change deleted(Kind<?> kind, Doc before) {
    return new Change(kind, before.name(), Action.DELETED, Optional.of(before), Optional.empty());
  }

  /** Of a thing that was there. */
  static Change between(Kind<?> kind, Doc before, Doc after) {
    boolean same = before.plain().equals(after.plain());
    return new Change(
        kind,
        after.name(),
        same ? Action.UNCHANGED : Action.CHANGED,
        Optional.of(before),
        Optional.of(after));
  }

  boolean isNone() {
    return action == Action.UNCHANGED;
  }

  /** For the log: {@code machine node1 created}. */
  String sentence() {
    return kind.word() + " " + name + " " + action.word();
  }
}
