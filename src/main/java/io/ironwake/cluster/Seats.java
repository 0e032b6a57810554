package io.ironwake.cluster;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.Subnets;
import io.ironwake.cluster.Candidate.Condition;
import io.ironwake.config.ConfigException;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import io.ironwake.store.ChangeLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds the places of machines in clusters by their labels, and remembers what was approved. */
@ApplicationScoped
public class Seats {
  private final Clusters clusters;
  private final ClusterRows rows;
  private final ClusterTokens tokens;
  private final Machines machines;
  private final Profiles profiles;
  private final Subnets subnets;
  private final ChangeLog changes;

  Seats(
      Clusters clusters,
      ClusterRows rows,
      ClusterTokens tokens,
      Machines machines,
      Profiles profiles,
      Subnets subnets,
      ChangeLog changes) {
    this.clusters = clusters;
    this.rows = rows;
    this.tokens = tokens;
    this.machines = machines;
    this.profiles = profiles;
    this.subnets = subnets;
    this.changes = changes;
  }

  /** A role that a machine's labels give it. */
  record Claim(Clusters.Stored stored, Role role) {
    String words() {
      return role.key() + " of cluster '" + stored.cluster().name() + "'";
    }
  }

  /**
   * The place of a machine that is to be approved with this profile; empty when it belongs to no
   * cluster.
   *
   * @throws ConfigException naming what is in the way and the fix
   */
  public Optional<Seat> find(Machine machine, Profile profile) {
    return claim(machine).map(claim -> find(machine, profile, claim));
  }

  private Seat find(Machine machine, Profile profile, Claim claim) {
    Cluster cluster = claim.stored.cluster();
    Optional<NeededFiles> files = Nodes.needed(cluster, profile);
    List<Candidate> all = candidates(cluster, Optional.of(machine));
    Candidate me =
        all.stream().filter(each -> each.machine().equals(machine.id())).findFirst().orElseThrow();
    Placement placement =
        cluster.settings() instanceof Settings.K3s
            ? K3sPlan.place(cluster, claim.stored.roll(), all, me)
            : EtcdPlan.place(cluster, claim.stored.roll(), all, me);
    return new Seat(claim.stored, placement, files, tokens.of(claim.stored));
  }

  /**
   * The one role a machine has.
   *
   * @throws ConfigException when its labels give it several
   */
  Optional<Claim> claim(Machine machine) {
    List<Claim> claims = claims(machine);
    if (claims.size() > 1) {
      throw new ConfigException(
          "machine.labels",
          "make '"
              + machine.name()
              + "' one of the "
              + claims.stream().map(Claim::words).collect(Collectors.joining(" and of the "))
              + "; leave it the labels of one");
    }
    return claims.stream().findFirst();
  }

  List<Claim> claims(Machine machine) {
    return clusters.all().stream()
        .flatMap(
            stored ->
                stored.cluster().rolesOf(machine.selectable()).stream()
                    .map(role -> new Claim(stored, role)))
        .toList();
  }

  /**
   * The machines of a cluster by name, without those out of service.
   *
   * @param fresher one that is read from the database, when memory may be behind
   */
  List<Candidate> candidates(Cluster cluster, Optional<Machine> fresher) {
    AddressPlan plan = subnets.current();
    return machines.snapshot().all().stream()
        .map(each -> fresher.filter(it -> it.id().equals(each.id())).orElse(each))
        .filter(each -> !(each.state() instanceof MachineState.Retired))
        .flatMap(
            each ->
                cluster.rolesOf(each.selectable()).stream()
                    .limit(1)
                    .map(
                        role ->
                            new Candidate(
                                each.id(),
                                each.name(),
                                role,
                                MachineAddress.reserved(each, plan),
                                condition(each),
                                each.state().currentInstall())))
        .toList();
  }

  private Condition condition(Machine machine) {
    return switch (machine.state()) {
      case MachineState.Discovered s -> Condition.IDLE;
      case MachineState.Approved s -> Condition.COMING;
      case MachineState.Installing s -> Condition.COMING;
      case MachineState.Installed s ->
          s.install().isPresent() ? Condition.INSTALLED : Condition.ADOPTED;
      case MachineState.Failed s ->
          s.configAt().isPresent() && completesByFirstBoot(machine)
              ? Condition.UNSURE
              : Condition.IDLE;
      case MachineState.Retired s -> Condition.IDLE;
    };
  }

  private boolean completesByFirstBoot(Machine machine) {
    return machine
        .profile()
        .flatMap(profiles::find)
        .filter(profile -> profile.completion() == Completion.FIRST_BOOT)
        .isPresent();
  }

  /**
   * Makes the machine what its seat says. Inside the approval's transaction.
   *
   * @return false when another approval changed the cluster since; find a seat anew
   */
  public boolean takeNow(Seat seat, UUID install) {
    changes.record(Clusters.KIND, seat.id());
    return rows.put(seat.id(), seat.seating(), seat.taken(install));
  }

  /** Remembers that an install ended INSTALLED. Inside the transaction that ends it. */
  public void provenNow(UUID install) {
    rows.ofInstall(install)
        .flatMap(clusters::currentNow)
        .ifPresent(
            stored -> {
              boolean founded = stored.cluster().settings() instanceof Settings.K3s;
              rows.put(stored.id(), stored.seating(), stored.roll().proven(install, founded));
              changes.record(Clusters.KIND, stored.id());
            });
  }
}
