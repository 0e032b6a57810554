package io.ironwake.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ironwake assets sync}. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = "Fetch, verify and publish a release.")
final class SyncCommand implements Callable<Integer> {
  @Mixin private ServerOptions server;

  @Parameters(
      index = "0",
      paramLabel = "VENDOR",
      description = "flatcar, fcos, k3os or k3os-petercb (k3OS's continuation).")
  private String vendor;

  @Parameters(
      index = "1",
      paramLabel = "VERSION",
      description =
          "A version; for flatcar also stable, beta, alpha, lts or lts-<year>, for fcos stable, testing or next, for the others latest.")
  private String version;

  @Option(
      names = "--arch",
      defaultValue = "amd64",
      description = "amd64 or arm64 (default: ${DEFAULT-VALUE}).")
  private String arch;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "A mirror's folder of versions, as flatcar-install -b takes it.")
  private Optional<String> from;

  @Option(names = "--no-wait", description = "Do not wait for the end.")
  private boolean noWait;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("vendor", vendor);
    order.put("version", version);
    order.put("arch", arch);
    from.ifPresent(url -> order.put("from", url));
    try (Api api = server.open()) {
      return new JobWatch(api, spec.commandLine().getOut())
          .follow(api.post("assets/syncs", order), noWait);
    }
  }
}
