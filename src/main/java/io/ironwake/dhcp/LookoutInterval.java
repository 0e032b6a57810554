package io.ironwake.dhcp;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often the doors look for other DHCP servers on their own.
 *
 * @param time from the end of one look to the next, a minute to a day; empty to look at start and
 *     on demand only
 */
public record LookoutInterval(Optional<Duration> time) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6})([smh])");
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Ten minutes. */
  public static final LookoutInterval STANDARD =
      new LookoutInterval(Optional.of(Duration.ofMinutes(10)));

  public LookoutInterval {
    if (time.filter(each -> each.compareTo(SHORTEST) < 0 || each.compareTo(LONGEST) > 0)
        .isPresent()) {
      throw new IllegalArgumentException(
          "the look-out for other DHCP servers comes every 1m to 24h, or off; got "
              + time.get().toSeconds()
              + "s");
    }
  }

  /**
   * Reads {@code 90s}, {@code 10m}, {@code 2h} or {@code off}.
   *
   * @throws IllegalArgumentException naming what may be written
   */
  public static LookoutInterval parse(String text) {
    if (text.equals("off") || text.equals("0")) {
      return new LookoutInterval(Optional.empty());
    }
    Matcher written = TEXT.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "the look-out for other DHCP servers comes every 1m to 24h, or off; '"
              + text
              + "' is neither");
    }
    long count = Long.parseLong(written.group(1));
    return new LookoutInterval(
        Optional.of(
            switch (written.group(2)) {
              case "s" -> Duration.ofSeconds(count);
              case "m" -> Duration.ofMinutes(count);
              default -> Duration.ofHours(count);
            }));
  }
}
