package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A word to machines, one after the other; the command's name is the API's verb. */
abstract class VerbCommand implements Callable<Integer> {
  private static final int MOST = 5;

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Machines, by name or id.")
  private List<String> names = List.of();

  @Option(names = "--really", description = "More than " + MOST + " machines at once are meant.")
  private boolean really;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() throws IOException {
    if (names.size() > MOST && !really) {
      throw Problem.invalid(
          "that is " + names.size() + " machines at once; if all are meant, add --really");
    }
    try (Api api = server.open()) {
      for (JsonNode each : MachineNames.read(api, names).values()) {
        String path = MachineNames.path(each.path("id").asText()) + "/" + spec.name();
        JsonNode after = api.post(path, Map.of(), each.path("version").asLong());
        spec.commandLine()
            .getOut()
            .println(after.path("name").asText() + ": " + after.path("state").asText());
      }
    }
    return 0;
  }

  /** {@code ironwake cancel}. */
  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Take unused approvals back.")
  static final class Cancel extends VerbCommand {}

  /** {@code ironwake abandon}. */
  @Command(
      name = "abandon",
      mixinStandardHelpOptions = true,
      description = "Give running installs up: the machines are FAILED and boot their disks.")
  static final class Abandon extends VerbCommand {}

  /** {@code ironwake retire}. */
  @Command(
      name = "retire",
      mixinStandardHelpOptions = true,
      description = "Take machines out of service: every door leaves them alone.")
  static final class Retire extends VerbCommand {}

  /** {@code ironwake restore}. */
  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = "Bring RETIRED machines back as DISCOVERED.")
  static final class Restore extends VerbCommand {}

  /** {@code ironwake lock}. */
  @Command(
      name = "lock",
      mixinStandardHelpOptions = true,
      description = "Lock machines: approve, retire and delete are refused.")
  static final class Lock extends VerbCommand {}

  /** {@code ironwake unlock}. */
  @Command(name = "unlock", mixinStandardHelpOptions = true, description = "Unlock machines.")
  static final class Unlock extends VerbCommand {}

  /** {@code ironwake release}. */
  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description =
          "End quarantines of machines that asked to install again and again; it installs nothing.")
  static final class Release extends VerbCommand {}
}
