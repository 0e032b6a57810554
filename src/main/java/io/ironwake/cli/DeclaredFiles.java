package io.ironwake.cli;

import io.ironwake.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The documents a command is given, as one text. A comment names each file, by which the service
 * tells the place of a mistake.
 */
final class DeclaredFiles {
  private static final String COMMENT = "# ironwake:file ";
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE|DIR|-",
      description =
          "A file, a folder (its .yaml, .yml and .json files and those below it) or - for standard input; may be repeated.")
  private List<String> paths = List.of();

  /**
   * All of them.
   *
   * @throws Problem INVALID when one is missing or holds nothing
   */
  String read(InputStream in) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String path : paths) {
      if (path.equals(STANDARD_INPUT)) {
        add(all, "stdin", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } else {
        for (Path file : files(Path.of(path))) {
          add(all, file.toString(), text(file));
        }
      }
    }
    return all.toString();
  }

  private static void add(StringBuilder all, String name, String text) {
    all.append("---\n").append(COMMENT).append(name.replaceAll("\\s", "_")).append('\n');
    all.append(text).append(text.endsWith("\n") ? "" : "\n");
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw Problem.invalid("the file " + file + " does not exist");
    } catch (CharacterCodingException e) {
      throw Problem.invalid(file + " is not UTF-8; save it in that encoding");
    }
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(path)) {
      all.filter(each -> Files.isRegularFile(each) && isDeclared(path.relativize(each)))
          .sorted()
          .forEach(files::add);
    }
    if (files.isEmpty()) {
      throw Problem.invalid("the folder " + path + " holds no .yaml, .yml or .json file");
    }
    return files;
  }

  /** Hidden folders hold what version control and editors keep. */
  private static boolean isDeclared(Path below) {
    boolean hidden = false;
    for (Path step : below) {
      hidden |= step.toString().startsWith(".");
    }
    return !hidden && below.toString().matches(".*\\.(ya?ml|json)");
  }
}
