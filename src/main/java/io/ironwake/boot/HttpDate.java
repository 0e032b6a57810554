package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Dates in HTTP fields, whole seconds of UTC (RFC 9110 §5.6.7). */
@Pure
final class HttpDate {
  private static final DateTimeFormatter PREFERRED =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

  /** The preferred form and the two obsolete ones that a recipient must still read. */
  private static final List<DateTimeFormatter> READABLE =
      List.of(
          PREFERRED,
          new java.time.format.DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.ENGLISH),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));

  private HttpDate() {}

  /** The preferred form, such as {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  static String format(Instant moment) {
    return PREFERRED.format(moment.atOffset(ZoneOffset.UTC));
  }

  /** What a client wrote; empty when it is no date, which makes its condition void. */
  static Optional<Instant> parse(String text) {
    for (DateTimeFormatter form : READABLE) {
      try {
        return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException otherForm) {
        continue;
      }
    }
    return Optional.empty();
  }

  /** The moment as a field can carry it. */
  static Instant whole(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS);
  }
}
