package io.ironwake.cluster;

import io.ironwake.machine.MachineFilter;
import io.ironwake.machine.ProfileNames;
import io.ironwake.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Machines as Prometheus' HTTP service discovery wants them. */
@Path("/prometheus/sd")
@Tag(name = "monitoring")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
class PrometheusResource {
  private static final List<String> JOBS = List.of("node", "etcd", "k3s");
  private static final int HIGHEST_PORT = 65_535;

  private final ScrapeTargets targets;
  private final ProfileNames profiles;

  PrometheusResource(ScrapeTargets targets, ProfileNames profiles) {
    this.targets = targets;
    this.profiles = profiles;
  }

  @GET
  @Operation(summary = "INSTALLED machines as scrape targets: node_exporter, etcd, k3s servers")
  public List<ScrapeTarget> targets(
      @QueryParam("job") List<String> jobs,
      @QueryParam("cluster") Optional<String> cluster,
      @QueryParam("role") Optional<String> role,
      @QueryParam("profile") Optional<String> profile,
      @QueryParam("label") List<String> labels,
      @QueryParam("node-port") @DefaultValue("9100") int nodePort) {
    jobs.stream()
        .filter(each -> !JOBS.contains(each))
        .findFirst()
        .ifPresent(
            each -> {
              throw Problem.invalid("job '" + each + "' is not one of " + String.join(", ", JOBS));
            });
    if (nodePort < 1 || nodePort > HIGHEST_PORT) {
      throw Problem.invalid("node-port is 1 to " + HIGHEST_PORT + ", not " + nodePort);
    }
    return targets.of(
        new ScrapeTargets.Query(
            jobs.isEmpty() ? JOBS : jobs,
            MachineFilter.of(Set.of(), profile.map(profiles::named), labels, Optional.empty()),
            cluster,
            role,
            nodePort));
  }
}
