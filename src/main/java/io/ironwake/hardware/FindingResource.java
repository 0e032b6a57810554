package io.ironwake.hardware;

import io.ironwake.machine.Machines;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All that is wrong with machines, over REST. */
@Path("/api/v1/findings")
@Tag(name = "hardware")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
class FindingResource {
  private final Machines machines;
  private final Findings findings;

  FindingResource(Machines machines, Findings findings) {
    this.machines = machines;
    this.findings = findings;
  }

  /** What is wrong with which machines, by name. */
  record All(List<HardwareResource.MachineFindings> items, int total) {}

  @GET
  @Operation(summary = "All machines with something wrong, by name")
  public All all() {
    List<HardwareResource.MachineFindings> items =
        findings.all().entrySet().stream()
            .flatMap(
                each ->
                    machines.snapshot().byId(each.getKey()).stream()
                        .map(
                            it -> new HardwareResource.MachineFindings(it.name(), each.getValue())))
            .sorted(Comparator.comparing(HardwareResource.MachineFindings::machine))
            .toList();
    return new All(items, items.size());
  }
}
