package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ironwake apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Make the running service what files declare: all of it or, if one line is wrong, nothing.",
      "",
      "Applying the same again changes nothing. What the files do not name stays, unless --prune says otherwise. 'approved: true' acts once, on a machine that was never installed.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ironwake apply -f rack.yaml --dry-run     what would change, field by field",
      "  ironwake apply -f rack/                   a folder of files",
      "  ironwake export | ironwake apply -f -     changes nothing"
    })
public final class ApplyCommand implements Callable<Integer> {
  @Mixin private DeclaredFiles files;

  @Option(
      names = "--dry-run",
      description = "Check everything, say what would change, store nothing.")
  private boolean dryRun;

  @Option(
      names = "--prune",
      split = ",",
      paramLabel = "KIND",
      description =
          "Delete what is of these kinds (with commas) and not in the files; a machine only while it is DISCOVERED or RETIRED.")
  private List<String> prune = List.of();

  @Option(
      names = "--accept-approvals",
      description =
          "Let 'approved: true' act although the database is new or restored: you know that these machines hold nothing.")
  private boolean acceptApprovals;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String path = "apply?dryRun=" + dryRun + "&acceptApprovals=" + acceptApprovals + pruned(prune);
    try (Api api = server.open()) {
      say(api.postYaml(path, files.read(System.in)));
      return 0;
    }
  }

  /** The kinds to prune, as a query goes on with them. */
  static String pruned(List<String> kinds) {
    return kinds.isEmpty()
        ? ""
        : "&prune=" + URLEncoder.encode(String.join(",", kinds), StandardCharsets.UTF_8);
  }

  private void say(JsonNode applied) {
    PrintWriter out = spec.commandLine().getOut();
    int unchanged = 0;
    int changed = 0;
    for (JsonNode each : applied.path("changes")) {
      if (each.path("action").asText().equals("unchanged")) {
        unchanged++;
        continue;
      }
      changed++;
      out.printf(
          Locale.ROOT,
          "%s %s %s%n",
          each.path("kind").asText(),
          each.path("name").asText(),
          (dryRun ? "would be " : "") + each.path("action").asText());
      each.path("fields").forEach(field -> out.println("  " + line(field)));
    }
    applied.path("approved").forEach(each -> out.println(each.asText()));
    applied.path("waiting").forEach(each -> out.println("waiting: " + each.asText()));
    out.println(changed + (dryRun ? " to change, " : " changed, ") + unchanged + " unchanged");
  }

  private static String line(JsonNode field) {
    String path = field.path("path").asText() + ": ";
    if (field.path("secret").asBoolean()) {
      return path + "a secret differs";
    }
    return path + value(field.path("before")) + " -> " + value(field.path("after"));
  }

  private static String value(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }
}
