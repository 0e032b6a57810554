package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.regex.Pattern;

/** A document as it grows, by its lines. */
@Pure
final class Lines {
  private static final int LONGEST = 32 * 1024;

  private final StringBuilder out = new StringBuilder();
  private int lineStart;
  private int looked;
  private Optional<String> latest = Optional.empty();

  void add(String text) {
    out.append(text);
    lineStart = Math.max(lineStart, out.lastIndexOf("\n") + 1);
  }

  /**
   * What the last line holds so far.
   *
   * @throws Piece.Unsafe when it is too long to be looked at for each value
   */
  String current(Piece.Value value) {
    return bounded(value, lineStart);
  }

  /** The same with the lines before that end in a backslash, which joins them. */
  String joined(Piece.Value value) {
    int start = lineStart;
    while (start > 1 && out.charAt(start - 2) == '\\') {
      start = out.lastIndexOf("\n", start - 2) + 1;
      bounded(value, start);
    }
    return bounded(value, start).replace("\\\n", " ");
  }

  private String bounded(Piece.Value value, int from) {
    if (out.length() - from > LONGEST) {
      throw value.refused("the line is longer than " + LONGEST + " characters");
    }
    return out.substring(from);
  }

  /** The latest whole line that matches; always ask for the same. */
  Optional<String> latest(Pattern pattern) {
    if (looked < lineStart) {
      out.substring(looked, lineStart)
          .lines()
          .filter(line -> pattern.matcher(line).matches())
          .reduce((before, line) -> line)
          .ifPresent(line -> latest = Optional.of(line));
      looked = lineStart;
    }
    return latest;
  }

  String whole() {
    return out.toString();
  }
}
