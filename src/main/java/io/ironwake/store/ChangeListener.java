package io.ironwake.store;

import java.util.Set;
import java.util.UUID;

/** A memory snapshot that follows one kind of row. */
public interface ChangeListener {
  /** The kind of change it follows, as given to {@link ChangeLog#record}. */
  String kind();

  /** Reads the whole kind anew: at start, and whenever single changes may have been missed. */
  void reload();

  /** Reads one row anew, or forgets it when it is gone. */
  void changed(UUID subject);

  /** {@link #changed} for all that changed at once; kinds that change often read them together. */
  default void changed(Set<UUID> subjects) {
    subjects.forEach(this::changed);
  }
}
