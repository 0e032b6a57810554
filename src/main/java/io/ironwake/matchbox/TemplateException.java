package io.ironwake.matchbox;

import io.ironwake.net.Pure;

/** A template that cannot be read or rendered. */
@Pure
final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * @param line from 1
   * @param column from 1
   */
  TemplateException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** {@code file:line:column: what is wrong}. */
  String located(String file) {
    return file + ":" + line + ":" + column + ": " + getMessage();
  }
}
