package io.ironwake.cli;

import io.ironwake.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ironwake diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show what 'apply' would change, as diff -u does; secrets are compared and not shown.",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing differs", "1:something differs", "2:it could not be compared"})
public final class DiffCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int FAILED = 2;

  @Mixin private DeclaredFiles files;

  @Option(
      names = "--prune",
      split = ",",
      paramLabel = "KIND",
      description = "Show too what 'apply --prune' would delete.")
  private List<String> prune = List.of();

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (Api api = server.open()) {
      String path = "diff?" + ApplyCommand.pruned(prune);
      String diff = api.text("POST", path, files.read(System.in));
      spec.commandLine().getOut().print(diff);
      spec.commandLine().getOut().flush();
      return diff.isEmpty() ? 0 : DIFFERENT;
    } catch (Problem e) {
      return failed(e.detail());
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private int failed(String why) {
    spec.commandLine().getErr().println("ironwake: " + why);
    return FAILED;
  }
}
