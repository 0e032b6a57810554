package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ironwake set}. */
@Command(
    name = "set",
    mixinStandardHelpOptions = true,
    description =
        "Say what machines are to become. It installs nothing: that takes an approval, see 'approve'.")
public final class SetCommand implements Callable<Integer> {
  @Mixin private ServerOptions server;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Machines, by name or id.")
  private List<String> names = List.of();

  @Option(names = "--profile", paramLabel = "PROFILE", description = "What to install.")
  private Optional<String> profile = Optional.empty();

  @Option(names = "--disk", paramLabel = "DISK", description = "Where to, such as /dev/nvme0n1.")
  private Optional<String> disk = Optional.empty();

  @Option(names = "--label", paramLabel = "KEY=VALUE", description = "A label; may be repeated.")
  private Map<String, String> labels = Map.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Map<String, Object> changes = changes(profile, disk);
    if (!labels.isEmpty()) {
      changes.put("labels", labels);
    }
    if (changes.isEmpty()) {
      throw Problem.invalid("say what to set: --profile, --disk or --label");
    }
    try (Api api = server.open()) {
      PrintWriter out = spec.commandLine().getOut();
      for (Map.Entry<String, JsonNode> each : MachineNames.read(api, names).entrySet()) {
        JsonNode before = each.getValue();
        JsonNode after = change(api, before, changes);
        out.println(after.path("name").asText() + ": " + told(before, after));
      }
    }
    return 0;
  }

  /** What a change of these says. */
  static Map<String, Object> changes(Optional<String> profile, Optional<String> disk) {
    Map<String, Object> changes = new LinkedHashMap<>();
    profile.ifPresent(it -> changes.put("profile", it));
    disk.ifPresent(it -> changes.put("disk", it));
    return changes;
  }

  /** Changes a machine as it was read, and only then. */
  static JsonNode change(Api api, JsonNode machine, Map<String, Object> changes)
      throws IOException {
    return api.patch(
        MachineNames.path(machine.path("id").asText()), changes, machine.path("version").asLong());
  }

  private static String told(JsonNode before, JsonNode after) {
    return "profile "
        + told(before, after, "profile")
        + ", disk "
        + told(before, after, "disk")
        + ", "
        + after.path("state").asText();
  }

  private static String told(JsonNode before, JsonNode after, String key) {
    String was = before.path(key).asText("none");
    String is = after.path(key).asText("none");
    return is + (was.equals(is) ? "" : " (was " + was + ")");
  }
}
