package io.ironwake.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** What a machine writes to its serial port, without carriage returns and terminal controls. */
final class SerialLog {
  private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?=]*[A-Za-z]|\r|\u001bc");
  private static final Pattern FATAL =
      Pattern.compile(
          "LAB failed: .*|Kernel panic.*|LAB ignition: .*|grub> |=> $|starting Boot\\d+"
              + " \"UiApp\".*");
  private static final int TAIL = 3000;

  private final Path file;

  SerialLog(Path file) {
    this.file = file;
  }

  /** All that was written so far. */
  String text() {
    try {
      return Files.exists(file)
          ? CONTROL.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).replaceAll("")
          : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Waits for a text that matches.
   *
   * @throws AssertionError with the end of the log if it does not come, or if the guest fails
   *     first, or if its loader or firmware waits for a human
   */
  Matcher await(String regex, Duration limit) {
    Pattern wanted = Pattern.compile(regex, Pattern.MULTILINE);
    try {
      return Awaitility.await()
          .atMost(limit)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> find(wanted), Matcher::hasMatch);
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          "no '" + regex + "' on the serial port within " + limit.toSeconds() + " s\n" + tail(),
          late);
    }
  }

  /** The last document the guest printed under that name; awaits it first. */
  String document(String name, Duration limit) {
    String quoted = Pattern.quote(name);
    return await("(?s)^LAB begin " + quoted + "\n(.*?)\nLAB end " + quoted + "$", limit).group(1);
  }

  private Matcher find(Pattern wanted) {
    String text = text();
    Matcher match = wanted.matcher(text);
    Matcher fatal = FATAL.matcher(text);
    if (!match.find() && fatal.find()) {
      throw new AssertionError(fatal.group() + "\n" + tail());
    }
    return match;
  }

  private String tail() {
    String text = text();
    return text.substring(Math.max(0, text.length() - TAIL));
  }
}
