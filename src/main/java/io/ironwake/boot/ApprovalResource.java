package io.ironwake.boot;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineKeys;
import io.ironwake.machine.MachineView;
import io.ironwake.machine.Machines;
import io.ironwake.machine.ProfileNames;
import io.ironwake.problem.IfMatch;
import io.ironwake.problem.Problem;
import io.ironwake.store.Transactions;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The operator's yes and no over REST. */
@Path("/api/v1/machines")
@Tag(name = "installs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class ApprovalResource {
  private final Approvals approvals;
  private final ApprovalPlans plans;
  private final Machines machines;
  private final Transactions transactions;
  private final Withdrawals withdrawals;
  private final InstallHistory history;
  private final MachineKeys keys;
  private final ProfileNames profiles;
  private final SecurityIdentity caller;

  ApprovalResource(
      Approvals approvals,
      ApprovalPlans plans,
      Machines machines,
      Transactions transactions,
      Withdrawals withdrawals,
      InstallHistory history,
      MachineKeys keys,
      ProfileNames profiles,
      SecurityIdentity caller) {
    this.approvals = approvals;
    this.plans = plans;
    this.machines = machines;
    this.transactions = transactions;
    this.withdrawals = withdrawals;
    this.history = history;
    this.keys = keys;
    this.profiles = profiles;
    this.caller = caller;
  }

  /**
   * How to approve.
   *
   * @param reinstall true for a machine that is INSTALLED, which is wiped then; such a request
   *     needs If-Match too
   * @param replaceMember the name of the cluster that loses an installed member by it
   * @param lifetime how long the approval lives unused, as ISO 8601 duration; default PT24H
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Approve(
      Optional<Boolean> reinstall, Optional<String> replaceMember, Optional<Duration> lifetime) {
    static final Approve PLAIN = new Approve(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The machine, and what to think of.
   *
   * @param plan what is wiped by it
   */
  record Approved(@JsonUnwrapped MachineView machine, ApprovalPlan plan, List<String> warnings) {}

  /** Why an install is given up. */
  record Abandon(Optional<String> reason) {}

  /** All installs of one machine. */
  record All(List<InstallHistory.InstallView> items, int total) {}

  @POST
  @Path("{machine}/approve")
  @Operation(
      summary =
          "Approve one install: at its next network boot the machine wipes its disk and installs")
  public Response approve(
      @PathParam("machine") String key,
      @HeaderParam("If-Match") Optional<String> tag,
      @Nullable Approve body) {
    Approve how = body == null ? Approve.PLAIN : body;
    Approvals.Approval approval =
        new Approvals.Approval(
            how.reinstall.orElse(false), IfMatch.version(tag), how.lifetime, how.replaceMember);
    UUID id = keys.idOf(key);
    Machine before = transactions.call(() -> machines.currentNow(id));
    Machine machine = approvals.approve(id, approval, actor());
    ApprovalPlan plan = plans.of(before, machine);
    return Response.ok(new Approved(MachineView.of(machine, profiles), plan, plan.warnings()))
        .tag(String.valueOf(machine.version()))
        .build();
  }

  @POST
  @Path("{machine}/cancel")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Take an unused approval back")
  public Response cancel(
      @PathParam("machine") String key, @HeaderParam("If-Match") Optional<String> tag) {
    return answer(withdrawals.cancel(keys.idOf(key), IfMatch.version(tag), actor()));
  }

  @POST
  @Path("{machine}/abandon")
  @Operation(summary = "Give a running install up; the machine is FAILED and boots its disk")
  public Response abandon(
      @PathParam("machine") String key,
      @HeaderParam("If-Match") Optional<String> tag,
      @Nullable Abandon body) {
    String reason = Optional.ofNullable(body).flatMap(Abandon::reason).orElse("by " + actor());
    if (reason.length() > 400) {
      throw Problem.invalid("field reason: at most 400 characters");
    }
    return answer(withdrawals.abandon(keys.idOf(key), IfMatch.version(tag), reason, actor()));
  }

  @GET
  @Path("{machine}/installs")
  @RolesAllowed("viewer")
  @Operation(summary = "What was approved for a machine and what came of it, newest first")
  public All installs(@PathParam("machine") String key) {
    UUID id = keys.idOf(key);
    List<InstallHistory.InstallView> items = history.of(id);
    return new All(items, items.size());
  }

  private Response answer(Machine machine) {
    return Response.ok(MachineView.of(machine, profiles))
        .tag(String.valueOf(machine.version()))
        .build();
  }

  private String actor() {
    return caller.getPrincipal().getName();
  }
}
