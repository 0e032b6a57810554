package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.regex.Pattern;

/** Permissions, and the trap that Ignition counts them in tens and people in eights. */
@Pure
final class FileMode {
  private static final int ALL = 07777;
  private static final int SPECIAL = 07000;

  /** Ignition 3.4 is the first that does not drop setuid, setgid and sticky without a word. */
  private static final int KEEPS_SPECIAL = 4;

  private static final Pattern OCTAL_DIGITS = Pattern.compile("[0-7]{3,4}");

  private FileMode() {}

  /**
   * @param decimal whether it was written in tens
   */
  static Optional<String> problem(long mode, boolean decimal, Dialect dialect) {
    if (decimal && looksOctal(mode)) {
      return Optional.of(
          mode
              + " is decimal and means "
              + octal(mode)
              + "; write "
              + example(dialect, Integer.parseInt(Long.toString(mode), 8)));
    }
    if (mode > ALL) {
      return Optional.of("must be at most 07777, which is 4095");
    }
    if ((mode & SPECIAL) != 0 && dialect.ignition() < KEEPS_SPECIAL) {
      return Optional.of(
          "Ignition "
              + dialect.ignitionVersion()
              + " drops setuid, setgid and sticky; "
              + (dialect.variant() == Variant.FCOS ? "use version 1.5.0" : "")
              + (dialect.variant() == Variant.FLATCAR ? "use version 1.1.0" : "")
              + (dialect.isButane() ? "" : "use version 3.4.0"));
    }
    return Optional.empty();
  }

  /** A mode as the dialect's authors write it. */
  static String example(Dialect dialect, int mode) {
    return dialect.isButane() ? octal(mode) : mode + " (" + octal(mode) + ")";
  }

  private static String octal(long mode) {
    return String.format("0%o", mode);
  }

  /** Odd as the number it is, usual if its digits are read as octal. */
  private static boolean looksOctal(long mode) {
    String digits = Long.toString(mode);
    return OCTAL_DIGITS.matcher(digits).matches()
        && (mode > ALL || !isUsual((int) mode))
        && isUsual(Integer.parseInt(digits, 8));
  }

  /**
   * Whether owner, group and others may each do at most what the one before may, may read what they
   * write or run, and run what a wider circle runs.
   */
  private static boolean isUsual(int mode) {
    int owner = mode >> 6 & 7;
    int group = mode >> 3 & 7;
    int others = mode & 7;
    boolean ordered = isWithin(group, owner) && isWithin(others, group);
    return mode == 0 || ((owner & 4) != 0 && ordered);
  }

  /** Readable or nothing, no more than the wider one, and executable if that is. */
  private static boolean isWithin(int narrow, int wide) {
    boolean sensible = narrow == 0 || (narrow & 4) != 0;
    boolean runs = narrow == 0 || (narrow & 1) == (wide & 1);
    return sensible && (narrow & ~wide) == 0 && runs;
  }
}
