package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares text with a file under src/test/resources/golden/config; -Dupdate-golden writes the file
 * instead.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden/config");

  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (System.getProperty("update-golden") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  /** All that a serving hands out, as one text. */
  static String show(RenderedInstall install) {
    StringBuilder shown = new StringBuilder("kernel " + install.kernel() + "\n");
    install.initrds().forEach(each -> shown.append("initrd ").append(each).append('\n'));
    shown.append("line ").append(install.line()).append('\n');
    for (Document each : install.documents()) {
      shown
          .append("\n--- ")
          .append(each.name())
          .append(" (")
          .append(each.contentType())
          .append(")\n")
          .append(each.text());
    }
    return shown.toString();
  }
}
