package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks an operator's preseed lines as debconf-set-selections(1) reads them, and keeps them from
 * the questions that Ironwake answers: of two answers the last counts, in silence.
 */
@Pure
final class PreseedText {
  private static final Pattern ANSWER =
      Pattern.compile(
          "\\s*\\S+\\s+([^\\s/]+/\\S+)\\s+"
              + "(?:(?:string|boolean|select|multiselect|note|password|text|title|error|seen)(?:\\s.*)?)");

  private PreseedText() {}

  static String check(String path, String text) {
    int number = 0;
    int first = 1;
    StringBuilder logical = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.chars().anyMatch(each -> each != '\t' && Character.isISOControl(each))) {
        throw new ConfigException(path, "line " + number + " holds a control character");
      }
      boolean continued = line.endsWith("\\");
      logical.append(continued ? line.substring(0, line.length() - 1) : line);
      if (!continued) {
        check(path, first, logical.toString());
        logical.setLength(0);
        first = number + 1;
      }
    }
    if (!logical.isEmpty()) {
      throw new ConfigException(path, "the last line ends with a backslash; remove it");
    }
    return text;
  }

  private static void check(String path, int number, String line) {
    if (line.isBlank() || line.stripLeading().startsWith("#")) {
      return;
    }
    Matcher answer = ANSWER.matcher(line);
    if (!answer.matches()) {
      throw new ConfigException(
          path, "line " + number + " must read: owner question/name type value");
    }
    owned(answer.group(1))
        .ifPresent(
            advice -> {
              throw new ConfigException(
                  path,
                  "line "
                      + number
                      + ": "
                      + answer.group(1)
                      + " is answered by Ironwake; "
                      + advice);
            });
  }

  private static Optional<String> owned(String question) {
    return switch (question) {
      case "preseed/early_command" -> Optional.of("set config.early-commands instead");
      case "preseed/late_command" -> Optional.of("set config.late-commands instead");
      case "partman/early_command" -> Optional.of("set config.partman-commands instead");
      case "partman-auto/disk", "grub-installer/bootdev" ->
          Optional.of("set the machine's disk instead");
      case "preseed/include", "preseed/include_command", "preseed/run", "preseed/url" ->
          Optional.of("write the lines here: such files are looked for beside the preseed file");
      default ->
          question.startsWith("netcfg/")
              ? Optional.of(
                  "the network is up before this file is read; set config.installer-arguments,"
                      + " and the machine's name")
              : Optional.empty();
    };
  }
}
