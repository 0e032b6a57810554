package io.ironwake.template;

import io.ironwake.net.Pure;

/** How far a template may go. */
@Pure
final class Limits {
  /** Characters of a template. */
  static final int SOURCE = 128 * 1024;

  /** Characters of what it becomes. */
  static final int OUTPUT = 512 * 1024;

  /** Characters of one text while it is worked on. */
  static final int TEXT = 64 * 1024;

  /** Rounds of all its loops. */
  static final int ROUNDS = 50_000;

  /** Values printed. */
  static final int VALUES = 20_000;

  /** Milliseconds. */
  static final long TIME = 2_000;

  private Limits() {}

  /**
   * @throws Stopped when {@code text} is too long to be worked on
   */
  static String text(String text) {
    if (text.length() > TEXT) {
      throw new Stopped("a text grew beyond " + TEXT + " characters");
    }
    return text;
  }

  /** A template that went too far, or did what none may. */
  @Pure
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String why) {
      super(why, null, false, false);
    }
  }
}
