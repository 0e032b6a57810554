package io.ironwake.quirk;

import io.ironwake.net.Pure;
import java.util.Locale;

/**
 * A text pattern where {@code *} stands for any run of characters and {@code ?} for one; case does
 * not matter.
 *
 * @param pattern 1 to 128 characters
 */
@Pure
record Glob(String pattern) {
  private static final int LONGEST = 128;

  Glob {
    if (pattern.isEmpty() || pattern.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern has 1 to " + LONGEST + " characters; leave the key out to match anything");
    }
    pattern = pattern.toLowerCase(Locale.ROOT);
  }

  /** Time is at most the product of both lengths: the text comes from the network. */
  boolean matches(String wire) {
    String text = wire.toLowerCase(Locale.ROOT);
    int at = 0;
    int want = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      if (want < pattern.length() && pattern.charAt(want) == '*') {
        star = want++;
        resume = at;
      } else if (want < pattern.length() && fits(pattern.charAt(want), text.charAt(at))) {
        want++;
        at++;
      } else if (star >= 0) {
        want = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    return pattern.substring(want).chars().allMatch(each -> each == '*');
  }

  private static boolean fits(char wanted, char found) {
    return wanted == '?' || wanted == found;
  }
}
