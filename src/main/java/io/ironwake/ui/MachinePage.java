package io.ironwake.ui;

import io.ironwake.boot.BootStage;
import io.ironwake.boot.Explanations;
import io.ironwake.boot.Group;
import io.ironwake.boot.Groups;
import io.ironwake.boot.InstallHistory;
import io.ironwake.boot.InstallHistory.InstallView;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineKeys;
import io.ironwake.machine.Machines;
import io.ironwake.machine.ProfileNames;
import io.ironwake.net.ClientArch;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One machine: its state in words, its installs, its timeline, and what it would get. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class MachinePage {
  private final Machines machines;
  private final MachineKeys keys;
  private final ProfileNames profiles;
  private final Groups groups;
  private final InstallHistory installs;
  private final HardwarePanel hardware;
  private final Timeline timeline;
  private final Explanations explanations;
  private final DatabaseTime time;
  private final Pages pages;
  private final Viewer viewer;

  MachinePage(
      Machines machines,
      MachineKeys keys,
      ProfileNames profiles,
      Groups groups,
      InstallHistory installs,
      HardwarePanel hardware,
      Timeline timeline,
      Explanations explanations,
      DatabaseTime time,
      Pages pages,
      Viewer viewer) {
    this.machines = machines;
    this.keys = keys;
    this.profiles = profiles;
    this.groups = groups;
    this.installs = installs;
    this.hardware = hardware;
    this.timeline = timeline;
    this.explanations = explanations;
    this.time = time;
    this.pages = pages;
    this.viewer = viewer;
  }

  /** One install in the table. */
  public record InstallLine(
      int number, String profile, String disk, String approved, String outcome) {
    static InstallLine of(InstallView install) {
      String approved = Words.moment(install.approvedAt()) + " by " + install.approvedBy();
      String outcome = install.outcome().map(each -> each.toLowerCase(Locale.ROOT)).orElse("alive");
      String reason = install.reason().map(each -> ": " + each).orElse("");
      return new InstallLine(
          install.number(),
          install.profile(),
          install.disk().orElse(""),
          approved,
          outcome + reason);
    }
  }

  @GET
  @Path("machines/{machine}")
  @Operation(hidden = true)
  public String page(@PathParam("machine") String key, @QueryParam("approve") boolean approve) {
    Machine machine = find(key);
    Map<String, Object> data = new HashMap<>();
    data.put("machine", MachineLine.of(machine, profiles, time.reckoned()));
    data.put("live", live(machine).html());
    data.put("approve", approve && viewer.isOperator());
    data.put("stages", Arrays.stream(BootStage.values()).map(Words::stage).toList());
    data.put("archs", Arrays.stream(ClientArch.values()).map(Words::firmware).toList());
    return pages.render("machine", viewer.page(machine.name(), data));
  }

  @GET
  @Path("ui/machines/{machine}")
  @Operation(hidden = true)
  public Response part(
      @PathParam("machine") String key, @QueryParam("seen") @DefaultValue("") String seen) {
    return live(find(key)).unless(seen);
  }

  private Fragment live(Machine machine) {
    Map<String, Object> data = new HashMap<>(hardware.of(machine));
    data.put("machine", MachineLine.of(machine, profiles, time.reckoned()));
    data.put("groups", groups.current().of(machine.selectable()).map(Group::name).toList());
    data.put("operator", viewer.isOperator());
    data.put("actions", Action.of(machine));
    data.put("installs", installs.of(machine.id()).stream().map(InstallLine::of).toList());
    data.put("timeline", timeline.of(machine.id()));
    return new Fragment(pages.render("machine-live", data));
  }

  @GET
  @Path("ui/machines/{machine}/explain")
  @Operation(hidden = true)
  public String explain(
      @PathParam("machine") String key,
      @QueryParam("mac") String mac,
      @QueryParam("stage") BootStage stage,
      @QueryParam("arch") ClientArch arch) {
    Explanations.Explanation answer =
        explanations.explain(
            new Explanations.Question(
                MacAddress.parse(mac),
                stage,
                Optional.of(arch),
                Optional.empty(),
                find(key).smbiosUuid()));
    return pages.render(
        "explanation",
        Map.of(
            "decision",
            answer.decision(),
            "reason",
            answer.reason(),
            "chain",
            answer.chain().orElse("itself"),
            "file",
            answer.file().orElse("none")));
  }

  private Machine find(String key) {
    return machines
        .snapshot()
        .byId(keys.idOf(key))
        .orElseThrow(() -> Problem.notFound("there is no machine '" + key + "'"));
  }
}
