package io.ironwake.cluster;

import io.ironwake.cluster.Candidate.Condition;
import io.ironwake.cluster.Placement.Way;
import io.ironwake.config.ConfigException;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who founds a k3s cluster and who joins whom. Only one server may ever be told {@code
 * --cluster-init}: a second one would begin another cluster of the same name, and machines would
 * join now this and now that.
 */
@Pure
final class K3sPlan {
  private final Cluster cluster;
  private final List<Candidate> candidates;
  private final Candidate me;
  private final Roll roll;

  private K3sPlan(Cluster cluster, List<Candidate> candidates, Candidate me, Roll roll) {
    this.cluster = cluster;
    this.candidates = candidates;
    this.me = me;
    this.roll = roll;
  }

  /**
   * Finds a machine's place.
   *
   * @param before what was decided so far
   * @param candidates the machines of the cluster by name, {@code me} among them
   * @throws ConfigException naming what is in the way and the fix
   */
  static Placement place(Cluster cluster, Roll before, List<Candidate> candidates, Candidate me) {
    Roll now = before.withAdopted(candidates).remaining(candidates);
    K3sPlan plan = new K3sPlan(cluster, candidates, me, now);
    return me.role() == Role.SERVER ? plan.server() : plan.agent();
  }

  private Placement server() {
    requireAddress(me);
    Optional<Member> running = running();
    if (running.isPresent()) {
      return placed(false, new Way.Joins(addressOf(running.get())));
    }
    List<Member> others = roll.votersBut(me.machine());
    if (roll.formed()) {
      requireNoneElse(others);
      return placed(true, new Way.Founds());
    }
    Optional<Member> founder = others.stream().filter(Member::founder).findFirst();
    if (founder.isPresent()) {
      return placed(false, new Way.Joins(addressOf(founder.get())));
    }
    requireNeverRan(others);
    return placed(true, new Way.Founds());
  }

  private Placement agent() {
    Optional<Member> target =
        running()
            .or(() -> roll.voters().stream().filter(Member::founder).findFirst())
            .or(() -> roll.voters().stream().findFirst());
    if (target.isPresent()) {
      return placed(false, new Way.Joins(addressOf(target.get())));
    }
    Candidate first =
        candidates.stream()
            .filter(each -> each.role() == Role.SERVER)
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        "has no server yet; give a machine the labels of its servers, then approve '"
                            + me.name()
                            + "'"));
    requireAddress(first);
    Member founder = first.asMember(roll.nextOrdinal()).founding(true);
    K3sPlan with = new K3sPlan(cluster, candidates, me, roll.with(founder));
    return with.placed(false, new Way.Joins(addressOf(founder)));
  }

  /** The first server but this that the cluster surely runs on. */
  private Optional<Member> running() {
    return roll.votersBut(me.machine()).stream()
        .filter(each -> roll.formed() && each.bootstrapped() && machine(each).runs())
        .findFirst();
  }

  private void requireNoneElse(List<Member> others) {
    String held =
        others.stream()
            .filter(each -> each.bootstrapped() || machine(each).condition() == Condition.UNSURE)
            .map(Member::name)
            .collect(Collectors.joining(", "));
    if (!held.isEmpty()) {
      throw refused(
          "runs on "
              + held
              + ", of which none is INSTALLED now; '"
              + me.name()
              + "' would found a second cluster. Wait until one is INSTALLED. If none of them runs,"
              + " let it begin anew: POST /api/v1/clusters/"
              + cluster.name()
              + "/found-anew");
    }
    String joining =
        others.stream()
            .filter(each -> machine(each).condition() == Condition.COMING)
            .map(Member::name)
            .collect(Collectors.joining(", "));
    if (!joining.isEmpty()) {
      throw refused(
          "is being joined by "
              + joining
              + ", and '"
              + me.name()
              + "' is the only server that runs; wait until that one is INSTALLED, or cancel or"
              + " abandon it");
    }
  }

  private void requireNeverRan(List<Member> others) {
    boolean mayRun =
        me.condition() == Condition.UNSURE && others.stream().anyMatch(Member::bootstrapped);
    if (mayRun) {
      throw refused(
          "may run on '"
              + me.name()
              + "', which fetched its configuration and never reported, and others may have joined"
              + " it. Boot it from its disk: its report makes it INSTALLED. If it does not run,"
              + " let the cluster begin anew: POST /api/v1/clusters/"
              + cluster.name()
              + "/found-anew");
    }
  }

  private Placement placed(boolean founder, Way way) {
    Member placed =
        roll.of(me.machine())
            .map(each -> each.known(me))
            .orElseGet(() -> me.asMember(roll.nextOrdinal()))
            .founding(founder);
    return new Placement(placed, roll.with(placed), way);
  }

  private Candidate machine(Member member) {
    return candidates.stream()
        .filter(each -> each.machine().equals(member.machine()))
        .findFirst()
        .orElseThrow();
  }

  private Ipv4 addressOf(Member member) {
    Candidate machine = machine(member);
    requireAddress(machine);
    return machine.address().orElseThrow();
  }

  private void requireAddress(Candidate machine) {
    Addresses.require(cluster, machine);
  }

  private ConfigException refused(String why) {
    return new ConfigException("cluster " + cluster.name(), why);
  }
}
