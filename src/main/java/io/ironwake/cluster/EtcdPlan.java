package io.ironwake.cluster;

import io.ironwake.cluster.Placement.Way;
import io.ironwake.config.ConfigException;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How etcd members begin. Until a majority of them has been installed all are told the same list,
 * fixed with the first approval; after that whoever comes takes a place among those who run, and
 * must be told so: an emptied member that begins as {@code new} would refuse to start, or start
 * alone (etcd's documentation "Runtime reconfiguration").
 */
@Pure
final class EtcdPlan {
  private final Cluster cluster;
  private final List<Candidate> candidates;
  private final Candidate me;
  private final Roll roll;

  private EtcdPlan(Cluster cluster, List<Candidate> candidates, Candidate me, Roll roll) {
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
    Roll now = before.withAdopted(candidates);
    EtcdPlan plan = new EtcdPlan(cluster, candidates, me, now);
    return now.formed() ? plan.joining() : plan.beginning();
  }

  private Placement beginning() {
    Roll fixed = roll.members().isEmpty() ? everybody() : roll;
    Member mine =
        fixed
            .of(me.machine())
            .orElseThrow(
                () ->
                    refused(
                        "is being formed by "
                            + names(fixed)
                            + "; '"
                            + me.name()
                            + "' can join once a majority of them is INSTALLED. To begin with"
                            + " other members: POST /api/v1/clusters/"
                            + cluster.name()
                            + "/found-anew, and approve all of them again"));
    requireSameAddress(mine);
    return new Placement(mine, fixed, new Way.Boots(list(fixed), false));
  }

  private Roll everybody() {
    Roll all = Roll.EMPTY;
    for (Candidate each : candidates) {
      Addresses.require(cluster, each);
      all = all.with(each.asMember(all.nextOrdinal()));
    }
    return all;
  }

  private Placement joining() {
    candidates.forEach(each -> Addresses.require(cluster, each));
    Roll rest = roll.remaining(candidates);
    Member mine =
        rest.of(me.machine())
            .map(each -> each.known(me))
            .orElseGet(() -> me.asMember(rest.nextOrdinal()));
    Roll with = rest.with(mine);
    List<Member> others = with.votersBut(me.machine());
    if (others.isEmpty()) {
      return new Placement(mine, with, new Way.Boots(list(with), false));
    }
    if (others.stream().noneMatch(each -> each.bootstrapped() && runs(each))) {
      throw refused(
          "runs on none of its other members as far as is known, so '"
              + me.name()
              + "' has nobody to join. Wait until one of "
              + names(rest)
              + " is INSTALLED, or begin anew: POST /api/v1/clusters/"
              + cluster.name()
              + "/found-anew");
    }
    return new Placement(mine, with, new Way.Boots(list(with), true));
  }

  private boolean runs(Member member) {
    return candidates.stream()
        .anyMatch(each -> each.machine().equals(member.machine()) && each.runs());
  }

  /** The others were told the address of then. */
  private void requireSameAddress(Member mine) {
    if (!mine.address().equals(me.address())) {
      throw refused(
          "was told that '"
              + me.name()
              + "' is at "
              + mine.address().map(Ipv4::toString).orElse("no address")
              + ", and reserved for it is "
              + me.address().map(Ipv4::toString).orElse("none")
              + " now; set the reservation back, or begin anew: POST /api/v1/clusters/"
              + cluster.name()
              + "/found-anew");
    }
  }

  private static Map<String, Ipv4> list(Roll roll) {
    Map<String, Ipv4> all = new LinkedHashMap<>();
    roll.voters()
        .forEach(each -> each.address().ifPresent(address -> all.put(each.name(), address)));
    return all;
  }

  private static String names(Roll roll) {
    return roll.voters().stream().map(Member::name).collect(Collectors.joining(", "));
  }

  private ConfigException refused(String why) {
    return new ConfigException("cluster " + cluster.name(), why);
  }
}
