package io.ironwake.config;

import io.ironwake.net.Pure;

/** Words of a POSIX shell: single quotes keep everything but themselves. */
@Pure
final class ShellText {
  private ShellText() {}

  /** The text as one word, whatever it holds. */
  static FrozenText quote(FrozenText text) {
    return FrozenText.of("'").plus(text.escaped(it -> it.replace("'", "'\\''"))).plus("'");
  }

  static FrozenText quote(String text) {
    return quote(FrozenText.of(text));
  }
}
