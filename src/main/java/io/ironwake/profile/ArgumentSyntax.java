package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * Refuses what a boot loader would read as anything but part of one kernel argument (Ironic's
 * CVE-2026-46447, quirks 6.1).
 */
@Pure
final class ArgumentSyntax {
  @Pure
  private record Refused(String sequence, String why) {}

  private static final List<Refused> ANYWHERE =
      List.of(
          new Refused("${", "iPXE would expand it"),
          new Refused("||", "iPXE and GRUB would start another command"),
          new Refused("&&", "iPXE and GRUB would start another command"),
          new Refused("\\", "iPXE would join lines and GRUB would drop it"),
          new Refused("'", "GRUB would read it as a quote"),
          new Refused("`", "it is a quote to some loaders"),
          new Refused("  ", "iPXE would make it one space; write one"));

  private ArgumentSyntax() {}

  static void check(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "a kernel argument is empty; remove it or write key or key=value");
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        throw refused(
            text, name(text.codePointAt(i)), i, "only printable ASCII may stand on a kernel line");
      }
    }
    for (Refused each : ANYWHERE) {
      int at = text.indexOf(each.sequence);
      if (at >= 0) {
        throw refused(text, "'" + each.sequence + "'", at, each.why);
      }
    }
    checkQuotes(text);
    checkWords(text);
  }

  /** Removes one pair of quotes around the whole text, if there is one. */
  static String unquoted(String text) {
    boolean quoted =
        text.length() > 1 && text.startsWith("\"") && text.indexOf('"', 1) == text.length() - 1;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  static IllegalArgumentException misplaced(String text) {
    return refused(
        text,
        "'\"'",
        text.indexOf('"'),
        "quotes may stand only around a value, key=\"a b\", or around the whole argument");
  }

  private static void checkQuotes(String text) {
    int last = text.lastIndexOf('"');
    if (text.chars().filter(each -> each == '"').count() % 2 != 0) {
      throw refused(text, "'\"'", last, "it has no partner");
    }
    int space = text.indexOf(' ');
    if (space >= 0 && (last < 0 || space > last || space < text.indexOf('"'))) {
      throw refused(
          text,
          "' '",
          space,
          "it would start another argument; write key=\"a b\", or two list entries");
    }
  }

  /** Inside quotes too, because iPXE does not know them. */
  private static void checkWords(String text) {
    int at = 0;
    for (String word : text.split(" ", -1)) {
      String bare = word.replace("\"", "");
      if (bare.startsWith("#")) {
        throw refused(
            text,
            "'#'",
            text.indexOf('#', at),
            "iPXE would read a comment from here to the end of the line");
      }
      if (bare.equals(";")) {
        throw refused(
            text, "';'", text.indexOf(';', at), "as a word of its own it ends iPXE's command");
      }
      at += word.length() + 1;
    }
  }

  private static IllegalArgumentException refused(String text, String what, int index, String why) {
    return new IllegalArgumentException(
        "kernel argument '"
            + printable(text)
            + "' holds "
            + what
            + " at position "
            + (index + 1)
            + ": "
            + why);
  }

  private static String name(int codePoint) {
    return switch (codePoint) {
      case '\n' -> "a line feed";
      case '\r' -> "a carriage return";
      case '\t' -> "a tab";
      case 0 -> "a NUL";
      default -> String.format("U+%04X", codePoint);
    };
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            each ->
                shown.append(
                    each < ' ' || each > '~'
                        ? String.format("<U+%04X>", each)
                        : Character.toString(each)));
    return shown.toString();
  }
}
