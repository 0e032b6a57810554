package io.ironwake.cluster;

import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How clusters stand, machine by machine; from memory. */
@ApplicationScoped
public class Standing {
  private final Seats seats;
  private final Machines machines;

  Standing(Seats seats, Machines machines) {
    this.seats = seats;
    this.machines = machines;
  }

  /**
   * What a machine is in its cluster, and what its reinstall would mean.
   *
   * @param losesMajority true when too few others run to go on without it: the cluster stops, and
   *     where it is the only one its data are lost
   * @param warning one sentence for whoever is about to reinstall it
   */
  public record Duty(String cluster, Role role, boolean losesMajority, String warning) {}

  /**
   * One machine of a cluster.
   *
   * @param member what was decided of it; empty for one that was never approved as a member
   */
  public record Place(
      Machine machine, Role role, Optional<String> address, Optional<Member> member) {}

  /** The machines of a cluster: by role, then in their order, then those nothing was decided of. */
  public List<Place> places(Clusters.Stored stored) {
    List<Place> places = new ArrayList<>();
    for (Candidate each : seats.candidates(stored.cluster(), Optional.empty())) {
      machines
          .snapshot()
          .byId(each.machine())
          .ifPresent(
              machine ->
                  places.add(
                      new Place(
                          machine,
                          each.role(),
                          each.address().map(Object::toString),
                          stored.roll().of(each.machine()))));
    }
    places.sort(
        Comparator.comparing(Place::role)
            .thenComparing(place -> place.member.map(Member::ordinal).orElse(Integer.MAX_VALUE)));
    return places;
  }

  /** What the machine is; empty when it is in no cluster. */
  public Optional<Duty> of(Machine machine) {
    List<Seats.Claim> claims = seats.claims(machine);
    return claims.stream().findFirst().map(claim -> duty(machine, claim));
  }

  private Duty duty(Machine machine, Seats.Claim claim) {
    Clusters.Stored stored = claim.stored();
    List<Candidate> voters =
        seats.candidates(stored.cluster(), Optional.empty()).stream()
            .filter(each -> each.role().votes())
            .toList();
    long others = voters.stream().filter(each -> runsBeside(each, machine.id(), stored)).count();
    int all = stored.roll().voters().size();
    boolean loses =
        claim.role().votes() && holds(stored, machine.id()) && others < Roll.majority(all);
    return new Duty(
        stored.cluster().name(), claim.role(), loses, warning(machine, claim, others, all, loses));
  }

  private static boolean holds(Clusters.Stored stored, UUID machine) {
    return stored.roll().of(machine).filter(Member::bootstrapped).isPresent();
  }

  private static boolean runsBeside(Candidate each, UUID machine, Clusters.Stored stored) {
    return !each.machine().equals(machine) && each.runs() && holds(stored, each.machine());
  }

  private static String warning(
      Machine machine, Seats.Claim claim, long others, int voters, boolean loses) {
    String is = "'" + machine.name() + "' is one of the " + claim.words();
    if (!claim.role().votes()) {
      return is + "; its work moves to the others while it is gone";
    }
    if (!loses) {
      return is + "; " + others + " others run, so the cluster goes on without it";
    }
    return voters <= 1
        ? is + ", and the only one: the cluster's data are lost with it"
        : is
            + ", and of "
            + voters
            + " only "
            + others
            + " others run: the cluster stops without it, for it needs "
            + Roll.majority(voters);
  }
}
