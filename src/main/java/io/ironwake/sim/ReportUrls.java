package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the report URL in a shell script: whole, or as a base in a variable that the script appends
 * the kind to.
 */
@Pure
final class ReportUrls {
  private static final Pattern BASE =
      Pattern.compile("https?://[^\\s'\"/]+/report/[A-Za-z0-9._~-]+");

  private ReportUrls() {}

  /** The URL to report {@code kind} with; empty when the script does not report that. */
  static Optional<URI> find(String script, String kind) {
    if (!Pattern.compile("/" + kind + "\\b").matcher(script).find()) {
      return Optional.empty();
    }
    return BASE.matcher(script)
        .results()
        .map(MatchResult::group)
        .findFirst()
        .map(base -> URI.create(base + "/" + kind));
  }
}
