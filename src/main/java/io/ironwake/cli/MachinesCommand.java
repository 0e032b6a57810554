package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ironwake machines}. */
@Command(
    name = "machines",
    mixinStandardHelpOptions = true,
    description = "List machines with their states; '!' marks one in quarantine, '*' a locked one.",
    footer = {
      "",
      "Examples:",
      "  ironwake machines --state failed",
      "  ironwake machines --selector rack=1,role=storage"
    })
public final class MachinesCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  @Mixin private ServerOptions server;

  @Option(
      names = "--selector",
      split = ",",
      paramLabel = "KEY=VALUE",
      description = "Only machines with these labels, with commas.")
  private List<String> selector = List.of();

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description = "Only machines in one of these states, with commas.")
  private List<String> states = List.of();

  @Option(names = "--profile", paramLabel = "PROFILE", description = "Only machines with it.")
  private Optional<String> profile = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String query = query();
    try (Api api = server.open()) {
      int shown = 0;
      int total;
      do {
        JsonNode page = api.get("machines?limit=" + PAGE + "&offset=" + shown + query);
        page.path("items").forEach(each -> out.println(line(each)));
        shown += page.path("items").size();
        total = page.path("items").isEmpty() ? shown : page.path("total").asInt();
      } while (shown < total);
      out.println(shown == 1 ? "1 machine" : shown + " machines");
    }
    return 0;
  }

  private String query() {
    List<String> parts = new ArrayList<>();
    selector.forEach(each -> parts.add("&label=" + MachineNames.query(each)));
    states.forEach(each -> parts.add("&state=" + MachineNames.query(each)));
    profile.ifPresent(each -> parts.add("&profile=" + MachineNames.query(each)));
    return String.join("", parts);
  }

  private static String line(JsonNode machine) {
    String mark = machine.has("quarantine") ? "!" : machine.path("locked").asBoolean() ? "*" : " ";
    List<String> labels = new ArrayList<>();
    machine
        .path("labels")
        .properties()
        .forEach(each -> labels.add(each.getKey() + "=" + each.getValue().asText()));
    return String.format(
            Locale.ROOT,
            "%-24s %s%-11s %-20s %-14s %s",
            machine.path("name").asText(),
            mark,
            machine.path("state").asText(),
            machine.path("profile").asText("-"),
            machine.path("disk").asText("-"),
            String.join(",", labels))
        .stripTrailing();
  }
}
