package io.ironwake.ui;

import io.ironwake.boot.Approvals;
import io.ironwake.boot.Withdrawals;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineKeys;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.Machines;
import io.ironwake.machine.ProfileNames;
import io.ironwake.machine.Quarantines;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;

/** The buttons of a machine's page; each answers with a notice, and a refusal is a notice too. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("operator")
class MachineActions {
  private final Machines machines;
  private final MachineKeys keys;
  private final Quarantines quarantines;
  private final ProfileNames profiles;
  private final Approvals approvals;
  private final Withdrawals withdrawals;
  private final DatabaseTime time;
  private final Pages pages;
  private final Viewer viewer;

  MachineActions(
      Machines machines,
      MachineKeys keys,
      Quarantines quarantines,
      ProfileNames profiles,
      Approvals approvals,
      Withdrawals withdrawals,
      DatabaseTime time,
      Pages pages,
      Viewer viewer) {
    this.machines = machines;
    this.keys = keys;
    this.quarantines = quarantines;
    this.profiles = profiles;
    this.approvals = approvals;
    this.withdrawals = withdrawals;
    this.time = time;
    this.pages = pages;
    this.viewer = viewer;
  }

  @GET
  @Path("ui/nothing")
  @Operation(hidden = true)
  public String nothing() {
    return "";
  }

  @GET
  @Path("ui/machines/{machine}/approve")
  @Operation(hidden = true)
  public String ask(@PathParam("machine") String key) {
    Machine machine = find(key);
    ApprovePanel panel =
        ApprovePanel.of(
            machine, profiles.installing(), machine.profile().flatMap(profiles::nameOf));
    return pages.render("approve", Map.of("panel", panel));
  }

  @POST
  @Path("ui/machines/{machine}/approve")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  public Response approve(
      @PathParam("machine") String key,
      @RestForm String profile,
      @RestForm String disk,
      @RestForm long version,
      @RestForm Optional<String> again) {
    MachineSpec target = target(profile, disk.strip());
    return act(
        key,
        id -> {
          boolean reinstall = again.map(typed -> isNamed(find(key), typed.strip())).orElse(false);
          Optional<Long> ready =
              Optional.of(
                  machines.change(id, Optional.of(version), target, viewer.actor()).version());
          approvals.approve(
              id, new Approvals.Approval(reinstall, ready, Optional.empty()), viewer.actor());
        },
        "Approved: it installs at its next network boot.");
  }

  private static boolean isNamed(Machine machine, String typed) {
    if (!machine.name().equals(typed)) {
      throw Problem.invalid("the name typed is not " + machine.name() + "; nothing was approved");
    }
    return true;
  }

  private Machine find(String key) {
    return machines
        .snapshot()
        .byId(keys.idOf(key))
        .orElseThrow(() -> Problem.notFound("there is no machine '" + key + "'"));
  }

  private MachineSpec target(String profile, String disk) {
    return new MachineSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.of(Optional.of(profiles.named(profile))),
        Optional.empty(),
        Optional.of(Optional.of(disk)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @POST
  @Path("ui/machines/{machine}/cancel")
  @Operation(hidden = true)
  public Response cancel(@PathParam("machine") String key) {
    return act(
        key,
        id -> withdrawals.cancel(id, Optional.empty(), viewer.actor()),
        "The approval is taken back.");
  }

  @POST
  @Path("ui/machines/{machine}/abandon")
  @Operation(hidden = true)
  public Response abandon(@PathParam("machine") String key) {
    String reason = "by " + viewer.actor();
    return act(
        key,
        id -> withdrawals.abandon(id, Optional.empty(), reason, viewer.actor()),
        "The install is given up.");
  }

  @POST
  @Path("ui/machines/{machine}/adopt")
  @Operation(hidden = true)
  public Response adopt(@PathParam("machine") String key) {
    return send(key, new LifecycleEvent.Adopt(time.reckoned()), "Adopted: it boots its disk.");
  }

  @POST
  @Path("ui/machines/{machine}/retire")
  @Operation(hidden = true)
  public Response retire(@PathParam("machine") String key) {
    return send(key, new LifecycleEvent.Retire(), "Retired: no door answers it.");
  }

  @POST
  @Path("ui/machines/{machine}/restore")
  @Operation(hidden = true)
  public Response restore(@PathParam("machine") String key) {
    return send(key, new LifecycleEvent.Restore(), "Restored: it waits for an approval.");
  }

  @POST
  @Path("ui/machines/{machine}/release")
  @Operation(hidden = true)
  public Response release(@PathParam("machine") String key) {
    return act(
        key,
        id -> quarantines.release(id, Optional.empty(), viewer.actor()),
        "Released: it may be approved again.");
  }

  @POST
  @Path("ui/machines/{machine}/lock")
  @Operation(hidden = true)
  public Response lock(@PathParam("machine") String key) {
    return act(key, id -> machines.lock(id, true, viewer.actor()), "Locked.");
  }

  @POST
  @Path("ui/machines/{machine}/unlock")
  @Operation(hidden = true)
  public Response unlock(@PathParam("machine") String key) {
    return act(key, id -> machines.lock(id, false, viewer.actor()), "Unlocked.");
  }

  private Response send(String key, LifecycleEvent event, String done) {
    return act(key, id -> machines.send(id, Optional.empty(), event, viewer.actor()), done);
  }

  private Response act(String key, Consumer<UUID> action, String done) {
    try {
      action.accept(keys.idOf(key));
      return notice("", done, List.of());
    } catch (Problem e) {
      Object reasons = e.extensions().getOrDefault("reasons", List.of());
      return notice(
          "bad", e.detail(), reasons instanceof List<?> list && list.size() > 1 ? list : List.of());
    }
  }

  private Response notice(String css, String text, List<?> reasons) {
    return Response.ok(pages.render("notice", Map.of("css", css, "text", text, "reasons", reasons)))
        .header("HX-Trigger", "changed")
        .build();
  }
}
