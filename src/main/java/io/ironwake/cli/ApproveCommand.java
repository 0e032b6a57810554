package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
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

/** {@code ironwake approve}. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Approve one install of each machine: at its next network boot its disk is wiped.",
      "",
      "It shows what is wiped and asks first. All machines are approved, or none: one that changed since it was shown, or that cannot be installed, stops them all.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ironwake set node-7 --profile flatcar     yesterday's mistake …",
      "  ironwake approve node-7 --reinstall       … is mended at its next network boot",
      "  ironwake approve node-7 --dry-run         what would be wiped"
    })
public final class ApproveCommand implements Callable<Integer> {
  private static final String YES = "yes";

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Machines, by name or id.")
  private List<String> names = List.of();

  @Option(names = "--reinstall", description = "Also machines that are installed.")
  private boolean reinstall;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Set what to install before; it stays set if the answer is no.")
  private Optional<String> profile = Optional.empty();

  @Option(names = "--disk", paramLabel = "DISK", description = "Set where to before.")
  private Optional<String> disk = Optional.empty();

  @Option(
      names = "--replace-member",
      paramLabel = "CLUSTER",
      description = "Also installed members of this cluster, which loses them for a while.")
  private Optional<String> replaceMember = Optional.empty();

  @Option(
      names = "--lifetime",
      paramLabel = "HOURS",
      description = "How long the approval lives unused (default: 24).")
  private Optional<Integer> hours = Optional.empty();

  @Option(names = "--really", description = "So many machines at once are meant.")
  private boolean really;

  @Option(names = "--dry-run", description = "Show what would be wiped, and stop.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Mixin private ServerOptions server;
  @Spec private CommandSpec spec;

  private final Answer answer;

  /** Asks at the terminal. */
  public ApproveCommand() {
    this(Answer.TERMINAL);
  }

  ApproveCommand(Answer answer) {
    this.answer = answer;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (Api api = server.open()) {
      Map<String, Object> order = order(versions(api));
      JsonNode plans = api.post("approvals", with(order, "dry-run", true)).path("items");
      plans.forEach(each -> show(out, each));
      out.flush();
      if (dryRun) {
        return 0;
      }
      if (!yes && !agreed(plans)) {
        out.println("nothing was approved");
        return 1;
      }
      api.post("approvals", order).path("items").forEach(each -> approved(out, each));
      return 0;
    }
  }

  /** Each machine with the version it was read at, so that what is shown is what is approved. */
  private List<Map<String, Object>> versions(Api api) throws IOException {
    Map<String, Object> changes = SetCommand.changes(profile, disk);
    List<Map<String, Object>> items = new ArrayList<>();
    for (JsonNode read : MachineNames.read(api, names).values()) {
      JsonNode machine = changes.isEmpty() ? read : SetCommand.change(api, read, changes);
      items.add(
          Map.of(
              "machine", machine.path("id").asText(), "version", machine.path("version").asLong()));
    }
    return items;
  }

  private Map<String, Object> order(List<Map<String, Object>> machines) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("machines", machines);
    order.put("reinstall", reinstall);
    order.put("really", really);
    replaceMember.ifPresent(it -> order.put("replace-member", it));
    hours.ifPresent(it -> order.put("lifetime", Duration.ofHours(it).toString()));
    return order;
  }

  private static Map<String, Object> with(Map<String, Object> order, String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(order);
    more.put(key, value);
    return more;
  }

  private static void show(PrintWriter out, JsonNode plan) {
    out.println(plan.path("name").asText() + " is wiped at its next network boot:");
    out.println(
        "  machine  serial "
            + plan.path("serial").asText("unknown")
            + ", uuid "
            + plan.path("smbios-uuid").asText("unknown"));
    out.println("  disk     " + plan.path("disk").asText());
    out.println("  was      " + plan.path("was").asText());
    out.println("  becomes  " + plan.path("becomes").asText());
    plan.path("guard").forEach(each -> out.println("  guard    " + each.asText()));
    plan.path("warnings").forEach(each -> out.println("  WARNING  " + each.asText()));
  }

  private boolean agreed(JsonNode plans) {
    int count = plans.size();
    String what = count == 1 ? plans.path(0).path("name").asText() : count + " machines";
    return answer
        .to("Wipe " + what + "? Type '" + YES + "' to approve: ")
        .orElseThrow(
            () ->
                Problem.invalid(
                    "nothing was approved: there is no terminal to ask at; add --yes if the above is"
                        + " meant"))
        .strip()
        .equals(YES);
  }

  private static void approved(PrintWriter out, JsonNode plan) {
    String name = plan.path("name").asText();
    out.println(
        name
            + " is approved: "
            + plan.path("becomes").asText()
            + " at its next network boot; 'ironwake cancel "
            + name
            + "' takes it back");
  }
}
