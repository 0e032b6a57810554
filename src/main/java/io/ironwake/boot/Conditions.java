package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The conditions of a GET or HEAD against what a file is now, in the order of RFC 9110 §13.2.2.
 *
 * @param field the request's fields by name; empty when absent
 * @param etag the file's strong entity tag, quotes included
 * @param modified when it last changed, whole seconds
 */
@Pure
record Conditions(Function<String, Optional<String>> field, String etag, Instant modified) {
  private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"");

  /** What is to be sent. */
  enum Outcome {
    FILE,
    /** 304. */
    NOT_MODIFIED,
    /** 412. */
    FAILED
  }

  Outcome outcome() {
    if (!isStillWanted()) {
      return Outcome.FAILED;
    }
    boolean known =
        field
            .apply("If-None-Match")
            .map(tags -> names(tags, false))
            .or(() -> date("If-Modified-Since").map(since -> !modified.isAfter(since)))
            .orElse(false);
    return known ? Outcome.NOT_MODIFIED : Outcome.FILE;
  }

  private boolean isStillWanted() {
    return field
        .apply("If-Match")
        .map(tags -> names(tags, true))
        .or(() -> date("If-Unmodified-Since").map(since -> !modified.isAfter(since)))
        .orElse(true);
  }

  /** True when a Range may be heeded: the client's part is of this very file (§13.1.5). */
  boolean rangeHolds() {
    return field
        .apply("If-Range")
        .map(String::strip)
        .map(
            validator ->
                validator.equals(etag)
                    || HttpDate.parse(validator).filter(modified::equals).isPresent())
        .orElse(true);
  }

  private Optional<Instant> date(String name) {
    return field.apply(name).map(String::strip).flatMap(HttpDate::parse);
  }

  /** Weak comparison lets {@code W/} pass, strong does not (§8.8.3.2). */
  private boolean names(String tags, boolean strong) {
    if (tags.strip().equals("*")) {
      return true;
    }
    Matcher each = TAG.matcher(tags);
    while (each.find()) {
      boolean weak = each.group(1) != null;
      if (!(strong && weak) && each.group().substring(weak ? 2 : 0).equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
