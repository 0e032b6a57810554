package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.List;

/** What a value may look like. */
@Pure
sealed interface Shape {

  /** Single values. */
  @Pure
  enum Single implements Shape {
    TEXT,
    WHOLE,
    FLAG,
    /** Permissions of a file or folder. */
    MODE
  }

  /**
   * A list.
   *
   * @param of what it holds
   * @param identity Ignition's keys that tell entries apart, the first that is set; {@link #SELF}
   *     for a list of single values; empty where entries may repeat
   */
  @Pure
  record Listing(Shape of, List<String> identity) implements Shape {
    static final String SELF = ".";

    public Listing {
      identity = List.copyOf(identity);
    }
  }

  /**
   * A map with known keys.
   *
   * @param fields in the order they are written
   */
  @Pure
  record Group(List<Field> fields) implements Shape {
    public Group {
      fields = List.copyOf(fields);
    }

    static Group of(Field... fields) {
      return new Group(List.of(fields));
    }
  }
}
