package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of bytes, both ends included (RFC 9110 §14). BMCs fetch virtual media in many small ones
 * (quirk 35).
 */
@Pure
record ByteRange(long first, long last) {
  private static final String UNIT = "bytes=";
  private static final Pattern SPEC = Pattern.compile("(\\d*)-(\\d*)");
  private static final int DIGITS = 18;

  /** What a Range field asks of a file. */
  sealed interface Wish {
    /** The whole file: no range, several, another unit, or one that means nothing. */
    record Whole() implements Wish {}

    /** Some of it: 206. */
    record Part(ByteRange range) implements Wish {}

    /** Nothing that is there: 416. */
    record Beyond() implements Wish {}
  }

  long length() {
    return last - first + 1;
  }

  /** The Content-Range of this part of {@code size} bytes. */
  String of(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }

  /**
   * Reads a Range field. Several ranges get the whole file, which RFC 9110 §14.2 leaves to the
   * server and every client must take.
   *
   * @param size the file's bytes
   */
  static Wish read(String field, long size) {
    String text = field.strip();
    if (!text.toLowerCase(Locale.ROOT).startsWith(UNIT)) {
      return new Wish.Whole();
    }
    List<String> specs =
        Arrays.stream(text.substring(UNIT.length()).split(",", -1))
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .toList();
    return specs.size() == 1 ? single(specs.getFirst(), size) : new Wish.Whole();
  }

  private static Wish single(String spec, long size) {
    Matcher matcher = SPEC.matcher(spec);
    if (!matcher.matches() || spec.equals("-")) {
      return new Wish.Whole();
    }
    if (matcher.group(1).isEmpty()) {
      return suffix(number(matcher.group(2)), size);
    }
    long from = number(matcher.group(1));
    Optional<Long> to =
        Optional.of(matcher.group(2)).filter(each -> !each.isEmpty()).map(ByteRange::number);
    if (to.isPresent() && to.get() < from) {
      return new Wish.Whole();
    }
    return from >= size
        ? new Wish.Beyond()
        : new Wish.Part(new ByteRange(from, Math.min(to.orElse(Long.MAX_VALUE), size - 1)));
  }

  private static Wish suffix(long count, long size) {
    if (count == 0) {
      return new Wish.Beyond();
    }
    return size == 0
        ? new Wish.Whole()
        : new Wish.Part(new ByteRange(size - Math.min(count, size), size - 1));
  }

  /** A number of any length, as far as a file can be long. */
  private static long number(String digits) {
    String plain = digits.replaceFirst("^0+(?=.)", "");
    return plain.length() > DIGITS ? Long.MAX_VALUE : Long.parseLong(plain);
  }
}
