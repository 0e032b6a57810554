package io.ironwake.matchbox;

import io.ironwake.matchbox.GoToken.Kind;
import io.ironwake.net.Pure;
import java.util.List;

/** Where a parser stands among its tokens, of which END is the last. */
@Pure
final class GoCursor {
  private static final int DEEPEST = 50;

  private final List<GoToken> tokens;
  private int at;
  private int depth;

  GoCursor(List<GoToken> tokens) {
    this.tokens = tokens;
  }

  GoToken peek() {
    return tokens.get(at);
  }

  /** The token after the next. */
  GoToken second() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  GoToken next() {
    return tokens.get(at++);
  }

  boolean is(Kind kind) {
    return peek().kind() == kind;
  }

  /** Takes the next token if it is of a kind. */
  boolean takes(Kind kind) {
    boolean is = is(kind);
    at += is ? 1 : 0;
    return is;
  }

  /** Enters a nested part. */
  void enter() {
    if (++depth > DEEPEST) {
      throw peek().wrong("nested more than " + DEEPEST + " deep");
    }
  }

  void leave() {
    depth--;
  }
}
