package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shell scripts read just far enough to do what they would do. */
@Pure
final class ShellText {
  private static final Pattern ENVIRONMENT = Pattern.compile("(?m)^Environment=(\\w+)=(.*)$");
  private static final Pattern RESOLVED =
      Pattern.compile("(?m)^\\s*(\\w+)=\\$\\(readlink -f \"?([^\")]+)\"?\\)");
  private static final Pattern REPORT_BASE =
      Pattern.compile("https?://[^\\s'\"/]+/report/[A-Za-z0-9._~-]+");

  private ShellText() {}

  /** Puts in the variables that systemd units set and those that hold a resolved link. */
  static String expand(String text) {
    String expanded = put(variables(ENVIRONMENT, text), text);
    return put(variables(RESOLVED, expanded), expanded);
  }

  private static Map<String, String> variables(Pattern assignment, String text) {
    Map<String, String> variables = new HashMap<>();
    Matcher found = assignment.matcher(text);
    while (found.find()) {
      variables.put(found.group(1), found.group(2));
    }
    return variables;
  }

  private static String put(Map<String, String> variables, String text) {
    String result = text;
    Comparator<String> longestFirst = Comparator.comparing(String::length).reversed();
    for (String name : variables.keySet().stream().sorted(longestFirst).toList()) {
      String value = variables.getOrDefault(name, "");
      result = result.replace("${" + name + "}", value).replace("$" + name, value);
    }
    return result;
  }

  /**
   * The URL that a script reports {@code kind} with: written whole, or a base that a function
   * {@code report} appends the kind to; empty when the script does not report that.
   */
  static Optional<URI> reportUrl(String script, String kind) {
    if (!Pattern.compile("(/|\\breport )" + kind + "\\b").matcher(script).find()) {
      return Optional.empty();
    }
    return REPORT_BASE
        .matcher(script)
        .results()
        .map(MatchResult::group)
        .findFirst()
        .map(base -> URI.create(base + "/" + kind));
  }
}
