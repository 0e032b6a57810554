package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds what Ignition's unit parser refuses (measured with ignition-validate 2.14): there the
 * machine would stop in its emergency shell.
 */
@Pure
public final class UnitSyntax {
  private static final int MAX_LINE_BYTES = 2047;
  private static final Pattern SECTION = Pattern.compile("\\s*\\[[^\\[\\]]+]\\s*");
  private static final Pattern COMMENT = Pattern.compile("\\s*(?:[#;][^\\r]*)?");
  private static final Pattern ASSIGNMENT = Pattern.compile("\\s*[^\\s=][^=]*=[^\\r]*");

  private UnitSyntax() {}

  /** What is wrong with a unit's text, with its line; nothing if Ignition takes it. */
  public static Optional<String> problem(String unit) {
    boolean inSection = false;
    boolean continued = false;
    int number = 0;
    for (String line : unit.split("\n", -1)) {
      number++;
      if (line.getBytes(StandardCharsets.UTF_8).length > MAX_LINE_BYTES
          || line.indexOf('\0') >= 0) {
        return Optional.of(
            "line " + number + " is longer than " + MAX_LINE_BYTES + " bytes or holds a NUL");
      }
      boolean section = SECTION.matcher(line).matches();
      boolean option = inSection && ASSIGNMENT.matcher(line).matches();
      if (!continued && !section && !option && !COMMENT.matcher(line).matches()) {
        return Optional.of("line " + number + " is neither [Section] nor Key=value below one");
      }
      inSection |= section;
      continued = (continued || option) && line.endsWith("\\");
    }
    return Optional.empty();
  }

  /** Whether it says what enabling it does. */
  static boolean hasInstall(String unit) {
    return unit.lines().anyMatch(line -> line.strip().equals("[Install]"));
  }
}
