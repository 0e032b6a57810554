package io.ironwake.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ironwake export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Print everything that is declared as documents for 'apply'.",
      "",
      "Secrets are masked: applied to the same service they stay as they are, for another one write them in. Approvals and states are not exported.",
      ""
    })
public final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      description = "Only these, with commas: DhcpOptions, Subnet, Profile, Group, Machine …")
  private List<String> kinds = List.of();

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String path =
        kinds.isEmpty()
            ? "export"
            : "export?kind=" + URLEncoder.encode(String.join(",", kinds), StandardCharsets.UTF_8);
    try (Api api = server.open()) {
      spec.commandLine().getOut().print(api.text("GET", path, ""));
      spec.commandLine().getOut().flush();
      return 0;
    }
  }
}
