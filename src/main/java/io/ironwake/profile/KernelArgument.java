package io.ironwake.profile;

import io.ironwake.net.Pure;

/**
 * One word of a kernel command line: {@code key} or {@code key=value}.
 *
 * <p>Written so that iPXE, GRUB, PXELINUX and the kernel all read the same word. iPXE knows no
 * quotes: it splits at white space wherever it stands, stops at a word that begins with {@code #}
 * or is exactly {@code ||}, {@code &&} or {@code ;}, expands <code>${…}</code>, joins the rest with
 * single spaces and takes a backslash at the end of a line as "the next line belongs here" (iPXE
 * {@code core/exec.c}, {@code image/script.c}). The kernel knows only the double quote.
 *
 * @param key everything before the first {@code =}, without quotes or spaces
 * @param assignment empty for a bare key, else {@code =} and the value without quotes
 */
@Pure
record KernelArgument(String key, String assignment) {

  /**
   * Reads {@code key}, {@code key=value}, {@code key="some value"} or {@code "key=some value"}.
   *
   * @throws IllegalArgumentException naming the offending character and its position, counted from
   *     1
   */
  static KernelArgument parse(String text) {
    ArgumentSyntax.check(text);
    String word = ArgumentSyntax.unquoted(text);
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    String assignment = equals < 0 ? "" : "=" + ArgumentSyntax.unquoted(word.substring(equals + 1));
    if (key.isEmpty()) {
      throw new IllegalArgumentException("kernel argument '" + text + "' has no name before '='");
    }
    if (key.indexOf('"') >= 0 || key.indexOf(' ') >= 0 || assignment.indexOf('"') >= 0) {
      throw ArgumentSyntax.misplaced(text);
    }
    return new KernelArgument(key, assignment);
  }

  /** The word as it stands on the line, with the value in double quotes if it holds a space. */
  String render() {
    return assignment.indexOf(' ') < 0
        ? key + assignment
        : key + "=\"" + assignment.substring(1) + "\"";
  }
}
