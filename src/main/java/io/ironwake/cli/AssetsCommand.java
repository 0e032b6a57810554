package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ironwake assets …}: releases on the shelf of a running service. */
@Command(
    name = "assets",
    mixinStandardHelpOptions = true,
    subcommands = {SyncCommand.class, ImportCommand.class},
    description = "Mirror, import, list and remove the releases machines boot from.")
public final class AssetsCommand implements Runnable {
  private static final String RELEASES = "assets/releases/";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "name what to do: sync, import, list, jobs, pin, unpin, remove, gc, key");
  }

  private static PrintWriter out(CommandSpec spec) {
    return spec.commandLine().getOut();
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "What is here, and who needs it.")
  int list(@Mixin ServerOptions server) throws IOException {
    try (Api api = server.open()) {
      JsonNode all = api.get("assets");
      for (JsonNode each : all.path("items")) {
        String pin = each.has("pinned-by") ? "  pinned" : "";
        out(spec)
            .printf(
                Locale.ROOT,
                "%-44s %8s  %-10s%s  %s%n",
                each.path("release").asText(),
                Sizes.words(each.path("bytes").asLong()),
                each.path("proof").asText(),
                pin,
                Sizes.joined(each.path("used-by")));
      }
      String budget = all.has("budget") ? " of " + Sizes.words(all.path("budget").asLong()) : "";
      out(spec).println("together " + Sizes.words(all.path("used").asLong()) + budget);
      return 0;
    }
  }

  @Command(
      name = "jobs",
      mixinStandardHelpOptions = true,
      description = "Syncs and imports, the newest first.")
  int jobs(@Mixin ServerOptions server) throws IOException {
    try (Api api = server.open()) {
      for (JsonNode each : api.get("assets/syncs")) {
        out(spec).println(JobWatch.line(each));
      }
      return 0;
    }
  }

  @Command(
      name = "pin",
      mixinStandardHelpOptions = true,
      description = "Keep a release whoever needs it.")
  int pin(@Mixin ServerOptions server, @Parameters(paramLabel = "OS/VERSION/ARCH") String release)
      throws IOException {
    try (Api api = server.open()) {
      api.put(RELEASES + checked(release) + "/pin", new byte[0]);
      return 0;
    }
  }

  @Command(name = "unpin", mixinStandardHelpOptions = true, description = "Take a pin away.")
  int unpin(@Mixin ServerOptions server, @Parameters(paramLabel = "OS/VERSION/ARCH") String release)
      throws IOException {
    try (Api api = server.open()) {
      api.delete(RELEASES + checked(release) + "/pin");
      return 0;
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Remove a release; refused while it is pinned or needed.")
  int remove(
      @Mixin ServerOptions server, @Parameters(paramLabel = "OS/VERSION/ARCH") String release)
      throws IOException {
    try (Api api = server.open()) {
      api.delete(RELEASES + checked(release));
      out(spec).println(release + " is removed");
      return 0;
    }
  }

  @Command(
      name = "gc",
      mixinStandardHelpOptions = true,
      description = "Remove mirrored releases that nobody needs; without --really only says which.")
  int collect(
      @Mixin ServerOptions server,
      @Option(names = "--really", description = "Remove them.") boolean really,
      @Option(
              names = "--older-than",
              paramLabel = "DAYS",
              defaultValue = "1",
              description = "What came later stays (default: 1 day).")
          int days)
      throws IOException {
    Map<String, Object> how =
        Map.of("dry-run", !really, "older-than", Duration.ofDays(days).toString());
    try (Api api = server.open()) {
      for (JsonNode each : api.post("assets/gc", how)) {
        String what =
            each.path("goes").asBoolean()
                ? really ? "removed" : "would go"
                : "stays: " + each.path("reason").asText();
        out(spec).println(each.path("release").asText() + "  " + what);
      }
      return 0;
    }
  }

  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = "Add or renew a vendor's public key; only a pinned fingerprint counts.")
  int key(
      @Mixin ServerOptions server,
      @Parameters(index = "0", paramLabel = "VENDOR") String vendor,
      @Parameters(index = "1", paramLabel = "FILE") Path file)
      throws IOException {
    try (Api api = server.open()) {
      JsonNode added = api.postBytes("assets/keys/" + segment(vendor), Files.readAllBytes(file));
      out(spec).println("trusted: " + added.path("fingerprint").asText());
      return 0;
    }
  }

  private static String checked(String release) {
    String[] parts = release.split("/", -1);
    if (parts.length != 3) {
      throw Problem.invalid(
          "'" + release + "' is not a release; write os/version/arch as 'list' shows it");
    }
    return segment(parts[0]) + "/" + segment(parts[1]) + "/" + segment(parts[2]);
  }

  private static String segment(String text) {
    if (!text.matches("[A-Za-z0-9._+~-]+")) {
      throw Problem.invalid("'" + text + "' is not a part of a release's name");
    }
    return text.replace("+", "%2B");
  }
}
