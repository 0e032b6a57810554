package io.ironwake.machine;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/** The bounds of what a live system may say of its machine. */
@Pure
final class FactText {
  /** The longest text, in characters; SMBIOS strings and kernel names are shorter. */
  static final int LONGEST = 256;

  private FactText() {}

  /**
   * Checks one text.
   *
   * @throws IllegalArgumentException naming the field, for control characters or too many
   */
  static void check(String field, String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          field + " has " + text.length() + " characters; at most " + LONGEST + " are taken");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(field + " holds a control character; leave it out");
    }
  }

  static void check(String field, Optional<String> text) {
    text.ifPresent(it -> check(field, it));
  }

  /** For messages: what a sender made up may be long. */
  static String shortened(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]", "?");
    return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
  }

  /**
   * A copy of a list that is short enough.
   *
   * @throws IllegalArgumentException naming the field
   */
  static <T> List<T> list(String field, List<T> list, int most) {
    if (list.size() > most) {
      throw new IllegalArgumentException(
          field + " has " + list.size() + " entries; at most " + most + " are taken");
    }
    return List.copyOf(list);
  }

  /**
   * Checks one number.
   *
   * @throws IllegalArgumentException naming the field
   */
  static void range(String field, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(field + " is " + value + "; 0 to " + most + " is taken");
    }
  }
}
