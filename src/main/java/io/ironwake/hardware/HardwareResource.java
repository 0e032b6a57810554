package io.ironwake.hardware;

import io.ironwake.machine.FactsJson;
import io.ironwake.machine.HardwareFacts;
import io.ironwake.machine.Inventory;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineKeys;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.store.Transactions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A machine's inventories and findings over REST. */
@Path("/api/v1/machines")
@Tag(name = "hardware")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
class HardwareResource {
  private final Machines machines;
  private final MachineKeys keys;
  private final Inventory inventory;
  private final Findings findings;
  private final Transactions transactions;

  HardwareResource(
      Machines machines,
      MachineKeys keys,
      Inventory inventory,
      Findings findings,
      Transactions transactions) {
    this.machines = machines;
    this.keys = keys;
    this.inventory = inventory;
    this.findings = findings;
    this.transactions = transactions;
  }

  /** What is wrong with one machine. */
  record MachineFindings(String machine, List<Finding> findings) {}

  @GET
  @Path("{machine}/hardware")
  @Operation(
      summary =
          "What inspectors found in a machine: the newest inventory and those before it that differ")
  public String hardware(@PathParam("machine") String key) {
    UUID id = keys.idOf(key);
    List<HardwareFacts> history = transactions.call(() -> inventory.historyNow(id));
    if (history.isEmpty()) {
      throw Problem.notFound(
          "no inspector has seen this machine; set live: inspector with live-once and boot it");
    }
    return FactsJson.write(new History(history));
  }

  /** Newest first. */
  record History(List<HardwareFacts> inventories) {}

  @GET
  @Path("{machine}/findings")
  @Operation(summary = "What is wrong with a machine's hardware or identity now")
  public MachineFindings findings(@PathParam("machine") String key) {
    UUID id = keys.idOf(key);
    return new MachineFindings(nameOf(id), findings.of(id));
  }

  private String nameOf(UUID id) {
    return machines
        .snapshot()
        .byId(id)
        .map(Machine::name)
        .orElseThrow(() -> Problem.notFound("there is no machine " + id));
  }
}
