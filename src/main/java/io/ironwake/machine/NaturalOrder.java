package io.ironwake.machine;

import io.ironwake.net.Pure;
import java.io.Serializable;
import java.util.Comparator;

/** Orders names as people do: digits by their number, so that node-2 stands before node-10. */
@Pure
enum NaturalOrder implements Comparator<String>, Serializable {
  INSTANCE;

  @Override
  public int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() && j < other.length()) {
      int iEnd = end(one, i);
      int jEnd = end(other, j);
      int order = compareParts(one.substring(i, iEnd), other.substring(j, jEnd));
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    int rest = Integer.compare(one.length() - i, other.length() - j);
    return rest != 0 ? rest : one.compareTo(other);
  }

  private static int end(String text, int from) {
    int at = from + 1;
    while (isDigit(text.charAt(from)) && at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int compareParts(String one, String other) {
    if (!isDigit(one.charAt(0)) || !isDigit(other.charAt(0))) {
      return one.compareTo(other);
    }
    String a = one.replaceFirst("^0+", "");
    String b = other.replaceFirst("^0+", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
