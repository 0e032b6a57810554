package io.ironwake.machine;

import io.ironwake.net.Pure;
import java.util.Locale;
import java.util.Optional;

/**
 * One word of a search, in any case. It copies nothing: it is sought in every machine.
 *
 * @param lower the word in lower case
 * @param isHexadecimal whether it can be part of a MAC or a uuid, which are spelt for it only then
 */
@Pure
record SearchWord(String lower, boolean isHexadecimal) {
  static SearchWord of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return new SearchWord(lower, lower.matches("[0-9a-f:-]*"));
  }

  boolean isIn(Optional<String> text) {
    return text.isPresent() && isIn(text.get());
  }

  boolean isIn(String text) {
    int last = text.length() - lower.length();
    for (int at = 0; at <= last; at++) {
      if (text.regionMatches(true, at, lower, 0, lower.length())) {
        return true;
      }
    }
    return false;
  }
}
