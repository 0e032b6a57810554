package io.ironwake.tftp;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A requested name in the one form the gate sees: printable ASCII segments joined by single
 * slashes, none of them {@code .} or {@code ..}. Percent signs mean themselves: TFTP knows no
 * encoding, so nothing is decoded.
 *
 * @param path may hold a boot nonce; never log it
 */
@Pure
record TftpName(String path) {
  /** RFC 2347 allows a request of 512 bytes in all. */
  private static final int LONGEST = 512;

  /** Nonces are longer, the names clients make up themselves are not. */
  private static final int LONGEST_LONE_LABEL = 24;

  /**
   * Normalises a name as it came off the wire. Backslashes separate (Windows and AMI firmware send
   * them); what is not printable at the end is dropped, since old UNDI code reads option 67 to its
   * NUL and appends 0xFF (quirk 10).
   *
   * @return empty for a name that must not be looked up: one that climbs, is empty or too long, or
   *     has control or non-ASCII characters inside
   */
  static Optional<TftpName> of(String wire) {
    String name = printablePart(wire.replace('\\', '/'));
    if (name.length() > LONGEST || !name.chars().allMatch(TftpName::isPrintable)) {
      return Optional.empty();
    }
    List<String> segments = new ArrayList<>();
    for (String segment : name.split("/")) {
      if (segment.equals("..")) {
        return Optional.empty();
      }
      if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return segments.isEmpty()
        ? Optional.empty()
        : Optional.of(new TftpName(String.join("/", segments)));
  }

  private static String printablePart(String name) {
    int end = name.length();
    while (end > 0 && !isPrintable(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' && c <= '~';
  }

  /**
   * What may be logged: the last segment, hidden if it stands alone and could itself be a nonce.
   */
  String label() {
    int slash = path.lastIndexOf('/');
    boolean hidden = slash < 0 && path.length() > LONGEST_LONE_LABEL;
    return hidden ? "(hidden)" : path.substring(slash + 1);
  }
}
