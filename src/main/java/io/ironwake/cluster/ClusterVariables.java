package io.ironwake.cluster;

import io.ironwake.machine.InstallContribution;
import io.ironwake.machine.Machine;
import io.ironwake.net.Ipv4;
import io.ironwake.profile.VariableLayer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster tells the templates of its machines, never its token; and what it would miss
 * without one of them.
 */
@ApplicationScoped
class ClusterVariables implements InstallContribution {
  private final Seats seats;
  private final Standing standing;

  ClusterVariables(Seats seats, Standing standing) {
    this.seats = seats;
    this.standing = standing;
  }

  @Override
  public Optional<Membership> membership(Machine machine) {
    return standing
        .of(machine)
        .map(duty -> new Membership(duty.cluster(), duty.role().word(), duty.warning()));
  }

  @Override
  public List<VariableLayer> variables(Machine machine) {
    List<Seats.Claim> claims = seats.claims(machine);
    return claims.size() == 1 ? List.of(layer(claims.getFirst())) : List.of();
  }

  private VariableLayer layer(Seats.Claim claim) {
    Cluster cluster = claim.stored().cluster();
    List<Candidate> voters =
        seats.candidates(cluster, Optional.empty()).stream()
            .filter(each -> each.role().votes())
            .toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", cluster.name());
    values.put("type", cluster.type());
    values.put("role", claim.role().word());
    values.put(cluster.voters().key(), machines(voters));
    return new VariableLayer("cluster " + cluster.name(), Map.of("cluster", values));
  }

  private static List<Object> machines(List<Candidate> all) {
    List<Object> machines = new ArrayList<>();
    for (Candidate each : all) {
      machines.add(
          Map.of("name", each.name(), "address", each.address().map(Ipv4::toString).orElse("")));
    }
    return machines;
  }
}
