package io.ironwake.config;

import io.ironwake.net.Pure;

/**
 * Double-quoted YAML 1.1 scalars in ASCII. Quoted always: the k3OS reader takes an unquoted {@code
 * y}, {@code 0644} or {@code 12345} for something other than text and then drops the whole file.
 */
@Pure
final class YamlText {
  private YamlText() {}

  /** Works character by character, so that the parts of a text may be escaped one by one. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(each -> append(escaped, each));
    return escaped.toString();
  }

  static String quote(String text) {
    return '"' + escape(text) + '"';
  }

  private static void append(StringBuilder escaped, int codePoint) {
    switch (codePoint) {
      case '"' -> escaped.append("\\\"");
      case '\\' -> escaped.append("\\\\");
      case '\n' -> escaped.append("\\n");
      case '\t' -> escaped.append("\\t");
      default -> {
        if (codePoint >= ' ' && codePoint <= '~') {
          escaped.append((char) codePoint);
        } else {
          escaped.append(String.format(codePoint > 0xFFFF ? "\\U%08X" : "\\u%04X", codePoint));
        }
      }
    }
  }
}
