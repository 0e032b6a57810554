package io.ironwake.net;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the key somebody probably meant. */
@Pure
public final class NearestKey {
  private NearestKey() {}

  /** {@code did you mean 'x'?} if one is near, else the whole list. */
  public static String hint(String key, List<String> known) {
    return of(key, known)
        .filter(each -> distance(plain(key), plain(each)) <= 1 + each.length() / 3)
        .map(each -> "did you mean '" + each + "'?")
        .orElse("known keys are " + String.join(", ", known));
  }

  /** The nearest of {@code known}, however far; empty where nothing is known. */
  public static Optional<String> of(String key, List<String> known) {
    return known.stream().min(Comparator.comparingInt(each -> distance(plain(key), plain(each))));
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  /** Levenshtein's edit distance. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
