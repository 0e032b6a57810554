package io.ironwake.cluster;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.HardwareAddress;
import io.ironwake.address.Lease;
import io.ironwake.address.Leases;
import io.ironwake.address.Subnets;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineFilter;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.machine.ProfileNames;
import io.ironwake.net.Ipv4;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Prometheus is to ask of the machines that run from their disks. */
@ApplicationScoped
class ScrapeTargets {
  private static final int ETHERNET = 1;
  private static final int ETCD_METRICS = 2381;
  private static final int ETCD_CLIENTS = 2379;

  private final Machines machines;
  private final Seats seats;
  private final Subnets subnets;
  private final Leases leases;
  private final ProfileNames profiles;

  ScrapeTargets(
      Machines machines, Seats seats, Subnets subnets, Leases leases, ProfileNames profiles) {
    this.machines = machines;
    this.seats = seats;
    this.subnets = subnets;
    this.leases = leases;
    this.profiles = profiles;
  }

  /**
   * Which targets are wanted.
   *
   * @param jobs {@code node}, {@code etcd}, {@code k3s}
   * @param machines which machines
   * @param cluster the name of their cluster
   * @param role the word for their role
   * @param nodePort where node_exporter listens
   */
  record Query(
      List<String> jobs,
      MachineFilter machines,
      Optional<String> cluster,
      Optional<String> role,
      int nodePort) {
    boolean wants(Optional<Seats.Claim> claim) {
      return isSame(cluster, claim.map(it -> it.stored().cluster().name()))
          && isSame(role, claim.map(it -> it.role().word()));
    }

    private static boolean isSame(Optional<String> wanted, Optional<String> known) {
      return wanted.isEmpty() || wanted.equals(known);
    }
  }

  /** From memory, by machine. */
  List<ScrapeTarget> of(Query query) {
    AddressPlan plan = subnets.current();
    return query.machines().of(machines.snapshot()).stream()
        .filter(each -> each.state() instanceof MachineState.Installed)
        .flatMap(each -> of(each, plan, query))
        .toList();
  }

  private Stream<ScrapeTarget> of(Machine machine, AddressPlan plan, Query query) {
    Optional<Seats.Claim> claim = seats.claims(machine).stream().findFirst();
    Optional<String> address =
        MachineAddress.reserved(machine, plan).or(() -> leased(machine, plan)).map(Ipv4::toString);
    if (address.isEmpty() || !query.wants(claim)) {
      return Stream.empty();
    }
    Map<String, String> labels = labels(machine, claim);
    return query.jobs().stream()
        .flatMap(
            job ->
                switch (job) {
                  case "node" ->
                      Stream.of(
                          ScrapeTarget.of(
                              address.get(), query.nodePort(), with(labels, job, "http")));
                  case "etcd" -> claim.stream().flatMap(it -> etcd(it, address.get(), labels));
                  default -> claim.stream().flatMap(it -> k3s(it, address.get(), labels));
                });
  }

  private static Stream<ScrapeTarget> etcd(
      Seats.Claim claim, String address, Map<String, String> labels) {
    Settings settings = claim.stored().cluster().settings();
    if (!claim.role().votes()) {
      return Stream.empty();
    }
    if (settings.metrics()) {
      return Stream.of(ScrapeTarget.of(address, ETCD_METRICS, with(labels, "etcd", "http")));
    }
    return settings instanceof Settings.Etcd etcd
        ? Stream.of(
            ScrapeTarget.of(
                address, ETCD_CLIENTS, with(labels, "etcd", etcd.tls() ? "https" : "http")))
        : Stream.empty();
  }

  private static Stream<ScrapeTarget> k3s(
      Seats.Claim claim, String address, Map<String, String> labels) {
    return claim.role() == Role.SERVER
        ? Stream.of(
            ScrapeTarget.of(
                address,
                Integer.parseInt(Nodes.apiPort(claim.stored().cluster())),
                with(labels, "k3s", "https")))
        : Stream.empty();
  }

  private static Map<String, String> with(Map<String, String> labels, String job, String scheme) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put("__meta_ironwake_job", job);
    all.put("__scheme__", scheme);
    return all;
  }

  private Map<String, String> labels(Machine machine, Optional<Seats.Claim> claim) {
    Map<String, String> labels = new TreeMap<>(ScrapeTarget.declared(machine.labels()));
    labels.put("machine", machine.name());
    claim.ifPresent(
        it -> {
          labels.put("cluster", it.stored().cluster().name());
          labels.put("role", it.role().word());
        });
    machine
        .profile()
        .flatMap(profiles::nameOf)
        .ifPresent(profile -> labels.put("profile", profile));
    return labels;
  }

  private Optional<Ipv4> leased(Machine machine, AddressPlan plan) {
    return machine.nics().stream()
        .map(nic -> new HardwareAddress(ETHERNET, nic.mac()))
        .flatMap(
            client -> plan.subnets().stream().flatMap(subnet -> leases.of(subnet, client).stream()))
        .filter(lease -> lease.state() == Lease.State.ACTIVE && leases.isHeld(lease))
        .max(Comparator.comparing(Lease::startsAt))
        .map(Lease::address);
  }
}
