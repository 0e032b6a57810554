package io.ironwake.problem;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entity tags and the precondition that names one (RFC 9110 §8.8.3, §13.1.1): a row's version in
 * quotes.
 */
public final class IfMatch {
  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

  private IfMatch() {}

  /** The entity tag of a version. */
  public static String tag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * The version a request was made against; nothing when there is no header or it is {@code *}.
   *
   * @throws Problem INVALID for anything that is not one of our tags
   */
  public static Optional<Long> version(Optional<String> header) {
    return header.map(String::strip).filter(text -> !text.equals("*")).map(IfMatch::parse);
  }

  private static long parse(String text) {
    Matcher tag = TAG.matcher(text);
    if (!tag.matches()) {
      throw Problem.invalid(
          "If-Match "
              + text
              + " is not an ETag of ours; repeat the one a GET answered, such as \"7\"");
    }
    return Long.parseLong(tag.group(1));
  }
}
