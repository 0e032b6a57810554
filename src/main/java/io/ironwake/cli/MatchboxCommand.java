package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ironwake import-matchbox}. */
@Command(
    name = "import-matchbox",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Import a Matchbox directory: groups/, profiles/, ignition/, cloud/ and generic/, in place of the one imported before.",
      "",
      "The boot plane answers Matchbox's queries from it once 'serve --matchbox' says so; docs/matchbox.md tells what that means for safety.",
      ""
    })
public final class MatchboxCommand implements Callable<Integer> {
  private static final String[] FOLDERS = {"groups", "profiles", "ignition", "cloud", "generic"};

  @Parameters(
      paramLabel = "DIR",
      description = "Matchbox's data directory, such as /var/lib/matchbox.")
  private Path folder = Path.of("");

  @Option(names = "--dry-run", description = "Only say what is wrong.")
  private boolean dryRun;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String each : FOLDERS) {
      add(folder.resolve(each), files);
    }
    if (files.isEmpty()) {
      throw Problem.invalid(
          folder + " has none of Matchbox's folders: " + String.join(", ", FOLDERS));
    }
    try (Api api = server.open()) {
      say(api.post("matchbox?dryRun=" + dryRun, Map.of("files", files)));
      return 0;
    }
  }

  private void add(Path from, Map<String, String> files) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : (Iterable<Path>) all.sorted()::iterator) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !isHidden(file)) {
          files.put(folder.relativize(file).toString().replace('\\', '/'), text(file));
        }
      }
    }
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw Problem.invalid(file + " is not UTF-8; save it in that encoding");
    }
  }

  private void say(JsonNode imported) {
    PrintWriter out = spec.commandLine().getOut();
    imported.path("notes").forEach(each -> out.println("note: " + each.asText()));
    out.println(
        (dryRun ? "would import " : "imported ")
            + imported.path("groups").size()
            + " groups, "
            + imported.path("profiles").size()
            + " profiles and "
            + imported.path("texts").size()
            + " templates");
    if (imported.path("mode").asText().equals("off")) {
      out.println("the boot plane does not answer from them: start it with serve --matchbox");
    }
  }
}
