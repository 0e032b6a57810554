package io.ironwake.matchbox;

import io.ironwake.net.Pure;

/**
 * One token of a template.
 *
 * @param kind what it is
 * @param text the text itself, without quotes or dots
 * @param spaced true when white space or the action's beginning stands before it
 * @param line from 1
 * @param column from 1
 */
@Pure
record GoToken(Kind kind, String text, boolean spaced, int line, int column) {
  enum Kind {
    /** What is copied. */
    TEXT,
    OPEN,
    CLOSE,
    /** A key or function. */
    WORD,
    /** {@code .a}. */
    FIELD,
    DOT,
    /** {@code $x}, the name without the dollar. */
    VARIABLE,
    STRING,
    NUMBER,
    PIPE,
    LEFT,
    RIGHT,
    DECLARE,
    COMMA,
    END
  }

  TemplateException wrong(String message) {
    return new TemplateException(line, column, message);
  }

  /** As messages show it. */
  String said() {
    return kind == Kind.CLOSE
        ? "}}"
        : text.isEmpty() ? kind.name().toLowerCase(java.util.Locale.ROOT) : text;
  }
}
