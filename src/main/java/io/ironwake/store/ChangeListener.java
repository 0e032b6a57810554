package io.ironwake.store;

/** A memory snapshot that follows one kind of row. */
public interface ChangeListener {
  /** The kind of change it follows, as given to {@link ChangeLog#record}. */
  String kind();

  /** Reads the whole kind anew: at start, and whenever single changes may have been missed. */
  void reload();

  /** Reads one row anew, or forgets it when it is gone. */
  void changed(java.util.UUID subject);
}
