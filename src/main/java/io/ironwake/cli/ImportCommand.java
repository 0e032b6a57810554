package io.ironwake.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** {@code ironwake assets import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Upload a folder, tar or ISO and make a release of it, verified like a fetched one.")
final class ImportCommand implements Callable<Integer> {
  @Mixin private ServerOptions server;

  @Parameters(index = "0", paramLabel = "OS", description = "flatcar, k3os, generic …")
  private String os;

  @Parameters(index = "1", paramLabel = "VERSION", description = "As the profile names it.")
  private String version;

  @Parameters(
      index = "2",
      paramLabel = "PATH",
      description = "Folder, .tar, .tar.gz or .iso with the files and what proves them.")
  private Path path;

  @Option(
      names = "--arch",
      defaultValue = "amd64",
      description = "amd64 or arm64 (default: ${DEFAULT-VALUE}).")
  private String arch;

  @Option(
      names = "--within",
      paramLabel = "FOLDER",
      description = "The folder in the archive that holds the files.")
  private Optional<String> within;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Api api = server.open()) {
      Map<String, Object> order = new LinkedHashMap<>();
      order.put("upload", new Uploader(api, out).send(path));
      order.put("os", os);
      order.put("version", version);
      order.put("arch", arch);
      within.ifPresent(folder -> order.put("within", folder));
      return new JobWatch(api, out).follow(api.post("assets/imports", order), false);
    }
  }
}
