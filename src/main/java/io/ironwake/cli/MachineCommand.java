package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ironwake machine}. */
@Command(
    name = "machine",
    mixinStandardHelpOptions = true,
    description =
        "One machine: what it is, what its next network boot gets and why, and what happened last.")
public final class MachineCommand implements Callable<Integer> {
  @Mixin private ServerOptions server;

  @Parameters(index = "0", paramLabel = "NAME", description = "Its name or id.")
  private String name = "";

  @Option(
      names = "--events",
      defaultValue = "10",
      paramLabel = "N",
      description = "How many steps of its boots (default: ${DEFAULT-VALUE}).")
  private int events = 10;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String path = MachineNames.path(name);
    PrintWriter out = spec.commandLine().getOut();
    try (Api api = server.open()) {
      JsonNode machine = api.get(path);
      about(out, machine);
      String mac = machine.path("nics").path(0).path("mac").asText();
      if (!mac.isEmpty()) {
        JsonNode next = api.get("explain?stage=script&mac=" + MachineNames.query(mac));
        line(
            out, "next boot", next.path("decision").asText() + ": " + next.path("reason").asText());
      }
      installs(out, api.get(path + "/installs"));
      api.get(path + "/events?limit=" + events).path("items").forEach(each -> event(out, each));
    }
    return 0;
  }

  private static void about(PrintWriter out, JsonNode machine) {
    line(out, "machine", machine.path("name").asText() + "  " + machine.path("id").asText());
    line(out, "state", state(machine));
    if (machine.has("quarantine")) {
      line(out, "quarantine", machine.path("quarantine").path("reason").asText());
    }
    line(out, "profile", machine.path("profile").asText("none"));
    line(out, "disk", machine.path("disk").asText("none"));
    line(out, "serial", machine.path("serial").asText("not presented yet"));
    line(out, "uuid", machine.path("smbios-uuid").asText("not presented yet"));
    List<String> macs = new ArrayList<>();
    machine.path("nics").forEach(each -> macs.add(each.path("mac").asText()));
    line(out, "MACs", String.join(", ", macs));
    if (machine.has("guard")) {
      line(out, "guard", machine.path("guard").toString());
    }
  }

  private static String state(JsonNode machine) {
    StringBuilder state = new StringBuilder(machine.path("state").asText());
    JsonNode detail = machine.path("state-detail");
    for (String key : List.of("until", "attempt", "at", "reason")) {
      if (detail.has(key)) {
        state.append(", ").append(key).append(' ').append(detail.path(key).asText());
      }
    }
    return state + (machine.path("locked").asBoolean() ? ", locked" : "");
  }

  private static void installs(PrintWriter out, JsonNode installs) {
    for (JsonNode each : installs.path("items")) {
      line(
          out,
          "install " + each.path("number").asText(),
          each.path("assets").path("release").asText()
              + " by profile "
              + each.path("profile").asText()
              + ", approved by "
              + each.path("approved-by").asText()
              + " at "
              + each.path("approved-at").asText()
              + ": "
              + each.path("outcome").asText("not ended")
              + (each.has("reason") ? ", " + each.path("reason").asText() : ""));
    }
  }

  private static void event(PrintWriter out, JsonNode event) {
    JsonNode detail = event.path("detail");
    String said = detail.path("reason").asText(detail.path("message").asText(""));
    out.printf(
        Locale.ROOT,
        "  %s  %-6s %s%s%n",
        event.path("at").asText(),
        event.path("door").asText(),
        event.path("kind").asText(),
        said.isEmpty() ? "" : "  " + said);
  }

  private static void line(PrintWriter out, String key, String value) {
    out.printf(Locale.ROOT, "%-11s %s%n", key, value);
  }
}
