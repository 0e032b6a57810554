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
      boolean numbers = isDigit(one.charAt(i)) && isDigit(other.charAt(j));
      int iEnd = numbers ? numberEnd(one, i) : i + 1;
      int jEnd = numbers ? numberEnd(other, j) : j + 1;
      int order =
          numbers
              ? compareNumbers(one, i, iEnd, other, j, jEnd)
              : Character.compare(one.charAt(i), other.charAt(j));
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    int rest = Integer.compare(one.length() - i, other.length() - j);
    return rest != 0 ? rest : one.compareTo(other);
  }

  private static int numberEnd(String text, int from) {
    int at = from + 1;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  // Without making strings: a list of a hundred thousand machines asks two million times.
  private static int compareNumbers(
      String one, int oneFrom, int oneEnd, String other, int otherFrom, int otherEnd) {
    int i = pastZeros(one, oneFrom, oneEnd);
    int j = pastZeros(other, otherFrom, otherEnd);
    if (oneEnd - i != otherEnd - j) {
      return Integer.compare(oneEnd - i, otherEnd - j);
    }
    for (; i < oneEnd; i++, j++) {
      if (one.charAt(i) != other.charAt(j)) {
        return Character.compare(one.charAt(i), other.charAt(j));
      }
    }
    return 0;
  }

  private static int pastZeros(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
