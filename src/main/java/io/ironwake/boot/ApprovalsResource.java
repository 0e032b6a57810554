package io.ironwake.boot;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.boot.Approvals.Approval;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineFilter;
import io.ironwake.machine.MachineKeys;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.profile.LabelMatch;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Approvals of many machines over REST. */
@Path("/api/v1/approvals")
@Tag(name = "installs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class ApprovalsResource {
  private final BulkApprovals bulk;
  private final Machines machines;
  private final MachineKeys keys;
  private final SecurityIdentity caller;

  ApprovalsResource(
      BulkApprovals bulk, Machines machines, MachineKeys keys, SecurityIdentity caller) {
    this.bulk = bulk;
    this.machines = machines;
    this.keys = keys;
    this.caller = caller;
  }

  /**
   * One machine to approve.
   *
   * @param machine its name or id
   * @param version its ETag as looked at; needed for a reinstall
   */
  record Item(Optional<String> machine, Optional<Long> version) {}

  /**
   * Which machines to approve, and how; {@code machines} or {@code selector}, not both.
   *
   * @param selector labels that each of them carries
   * @param states of the machines a selector means; default DISCOVERED
   * @param reinstall true for machines that are INSTALLED, which are wiped then
   * @param replaceMember the cluster whose installed members may be among them
   * @param lifetime how long the approvals live unused, as ISO 8601 duration; default PT24H
   * @param really true for more machines than a slip of the hand names
   * @param dryRun true to hear what would be wiped, without doing it
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Order(
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<Item>> machines,
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<Map<String, String>> selector,
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> states,
      Optional<Boolean> reinstall,
      Optional<String> replaceMember,
      Optional<Duration> lifetime,
      Optional<Boolean> really,
      Optional<Boolean> dryRun) {}

  /** What was approved, or would be. */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Done(List<ApprovalPlan> items, int total, boolean dryRun) {}

  @POST
  @Operation(
      summary =
          "Approve many machines, or none if one is refused; dry-run says what would be wiped")
  public Done approve(@Nullable Order body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; name machines, or a selector of their labels");
    }
    boolean dryRun = body.dryRun.orElse(false);
    List<ApprovalPlan> plans =
        bulk.approve(approvals(body), body.really.orElse(false), dryRun, actor());
    return new Done(plans, plans.size(), dryRun);
  }

  private Map<UUID, Approval> approvals(Order order) {
    if (order.machines.isPresent() == order.selector.isPresent()) {
      throw Problem.invalid("name either machines, or a selector of their labels");
    }
    Map<UUID, Approval> all =
        order.machines.isPresent()
            ? listed(order, order.machines.get())
            : selected(order, order.selector.orElse(Map.of()));
    if (all.isEmpty()) {
      throw Problem.invalid("that is no machine at all; nothing was approved");
    }
    return all;
  }

  private Map<UUID, Approval> listed(Order order, List<Item> items) {
    Map<UUID, Approval> all = new LinkedHashMap<>();
    for (Item item : items) {
      String name =
          item.machine.orElseThrow(() -> Problem.invalid("field machines: each names a machine"));
      if (all.put(keys.idOf(name), approval(order, item.version)) != null) {
        throw Problem.invalid("field machines: '" + name + "' is named twice");
      }
    }
    return all;
  }

  private Map<UUID, Approval> selected(Order order, Map<String, String> labels) {
    if (labels.isEmpty()) {
      throw Problem.invalid("field selector: name at least one label");
    }
    MachineFilter filter =
        new MachineFilter(
            new HashSet<>(order.states.orElse(List.of("DISCOVERED"))),
            Optional.empty(),
            labels.entrySet().stream()
                .map(each -> LabelMatch.selecting(each.getKey(), each.getValue()))
                .toList(),
            List.of());
    Map<UUID, Approval> all = new LinkedHashMap<>();
    for (Machine each : filter.of(machines.snapshot())) {
      all.put(each.id(), approval(order, Optional.empty()));
    }
    return all;
  }

  private static Approval approval(Order order, Optional<Long> version) {
    return new Approval(
        order.reinstall.orElse(false), version, order.lifetime, order.replaceMember);
  }

  private String actor() {
    return caller.getPrincipal().getName();
  }
}
