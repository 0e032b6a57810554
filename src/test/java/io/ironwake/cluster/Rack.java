package io.ironwake.cluster;

import io.ironwake.cluster.Candidate.Condition;
import io.ironwake.net.Ipv4;
import io.ironwake.profile.Selector;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Machines of one cluster that are approved, installed and lost, without a database. */
final class Rack {
  private static final Map<Role, Selector> SELECTORS =
      Map.of(
          Role.SERVER, new Selector(Map.of("role", "server")),
          Role.AGENT, new Selector(Map.of("role", "agent")),
          Role.MEMBER, new Selector(Map.of("role", "member")));

  private final Cluster cluster;
  private final Map<String, Candidate> machines = new LinkedHashMap<>();
  private Roll roll = Roll.EMPTY;

  private Rack(Cluster cluster) {
    this.cluster = cluster;
  }

  static Rack k3s() {
    return new Rack(
        cluster(
            "edge",
            new Settings.K3s(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                false),
            Role.SERVER,
            Role.AGENT));
  }

  static Rack etcd() {
    return new Rack(
        cluster("store", new Settings.Etcd(Optional.empty(), false, false), Role.MEMBER));
  }

  private static Cluster cluster(String name, Settings settings, Role... roles) {
    Map<Role, RoleSpec> all = new LinkedHashMap<>();
    for (Role role : roles) {
      all.put(role, new RoleSpec(SELECTORS.get(role), Map.of(), Map.of(), List.of()));
    }
    return new Cluster(name, all, settings, Optional.of("v1"), Optional.empty());
  }

  Rack with(Role role, String... names) {
    for (String name : names) {
      put(name, role, Optional.of(address(name)), Condition.IDLE, Optional.empty());
    }
    return this;
  }

  static Ipv4 address(String name) {
    return Ipv4.parse("192.0.2." + name.replaceAll("\\D", ""));
  }

  void readdress(String name, Optional<Ipv4> address) {
    Candidate old = machines.get(name);
    put(name, old.role(), address, old.condition(), old.install());
  }

  private void put(
      String name, Role role, Optional<Ipv4> address, Condition condition, Optional<UUID> install) {
    machines.put(name, new Candidate(id(name), name, role, address, condition, install));
  }

  static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Approves, and tells how the machine is to become part of the cluster. */
  Placement.Way approve(String name) {
    Candidate me = machines.get(name);
    List<Candidate> all = List.copyOf(machines.values());
    Placement placement =
        me.role() == Role.MEMBER
            ? EtcdPlan.place(cluster, roll, all, me)
            : K3sPlan.place(cluster, roll, all, me);
    UUID install = UUID.randomUUID();
    roll = placement.roll().with(placement.me().approvedBy(install));
    put(name, me.role(), me.address(), Condition.COMING, Optional.of(install));
    return placement.way();
  }

  void installed(String... names) {
    for (String name : names) {
      become(name, Condition.INSTALLED);
      roll.of(id(name)).ifPresent(member -> roll = proven(roll.with(member.proven())));
    }
  }

  /** As the database does it. */
  private static Roll proven(Roll roll) {
    long holders = roll.voters().stream().filter(Member::bootstrapped).count();
    boolean members = roll.voters().stream().allMatch(each -> each.role() == Role.MEMBER);
    boolean now =
        members
            ? holders >= Roll.majority(roll.voters().size())
            : roll.voters().stream().anyMatch(each -> each.founder() && each.bootstrapped());
    return new Roll(roll.formed() || now, roll.members());
  }

  void become(String name, Condition condition) {
    Candidate old = machines.get(name);
    put(name, old.role(), old.address(), condition, old.install());
  }

  void remove(String name) {
    machines.remove(name);
  }

  /** As the operator's word does. */
  void foundAnew() {
    roll = Roll.EMPTY;
  }
}
