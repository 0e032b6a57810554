package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares text with a file under src/test/resources/golden/config; -Dupdate-golden writes the file
 * instead.
 */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden/config");

  private static final Pattern DOCUMENT = Pattern.compile("\\n--- (\\S+) \\((.*)\\)\\n");

  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (System.getProperty("update-golden") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }

  /** The documents of every golden file, each with that file's name. */
  static Stream<Map.Entry<String, Document>> documents() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream().flatMap(Golden::documents);
    }
  }

  private static Stream<Map.Entry<String, Document>> documents(Path file) {
    try {
      String text = Files.readString(file);
      String[] contents = DOCUMENT.split(text, -1);
      List<MatchResult> heads = DOCUMENT.matcher(text).results().toList();
      return IntStream.range(0, heads.size())
          .mapToObj(
              i -> {
                MatchResult head = heads.get(i);
                Document document = new Document(head.group(1), head.group(2), contents[i + 1]);
                return Map.entry(file.getFileName().toString(), document);
              });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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
