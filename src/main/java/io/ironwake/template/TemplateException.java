package io.ironwake.template;

import io.ironwake.net.Pure;

/** A template that cannot be rendered. The message says where and names no value. */
@Pure
public final class TemplateException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final boolean missing;

  private TemplateException(String message, boolean missing) {
    super(message);
    this.missing = missing;
  }

  /**
   * @param name of the template
   * @param line from 1
   * @param column from 1
   */
  static TemplateException at(String name, int line, int column, String message) {
    return new TemplateException(name + ":" + line + ":" + column + ": " + message, false);
  }

  /** A variable that is not set, which it may be for another machine. */
  static TemplateException missing(String name, int line, int column, String message) {
    return new TemplateException(name + ":" + line + ":" + column + ": " + message, true);
  }

  /** Whether only a variable is missing. */
  public boolean isMissingVariable() {
    return missing;
  }
}
