package io.ironwake.template;

import io.ironwake.net.Pure;

/** One stretch of a rendered template. */
@Pure
sealed interface Piece {
  /** What the template's author wrote. */
  @Pure
  record Text(String text) implements Piece {
    @Override
    public String toString() {
      return "Text[" + text.length() + " characters]";
    }
  }

  /**
   * What <code>{{ }}</code> printed.
   *
   * @param bare a number or a boolean
   * @param line of the template
   */
  @Pure
  record Value(String text, boolean bare, int line) implements Piece {
    /** Letters, digits and {@code _@%+:,./-}, which mean themselves in every format. */
    boolean isPlain() {
      return text.matches("[A-Za-z0-9_@%+:,./-]*");
    }

    boolean hasControl() {
      return text.chars().anyMatch(Character::isISOControl);
    }

    Unsafe refused(String why) {
      return new Unsafe(line, why);
    }

    @Override
    public String toString() {
      return "Value[" + text.length() + " characters, line " + line + "]";
    }
  }

  /** A value that cannot stand where it is printed. */
  @Pure
  final class Unsafe extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    Unsafe(int line, String why) {
      super(why, null, false, false);
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
