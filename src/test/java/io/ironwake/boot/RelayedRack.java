package io.ironwake.boot;

import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.GlobalOptions;
import io.ironwake.address.Leases;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.dhcp.AddressDesk;
import io.ironwake.dhcp.Conflicts;
import io.ironwake.dhcp.DhcpListen;
import io.ironwake.dhcp.DhcpPorts;
import io.ironwake.dhcp.DhcpServer;
import io.ironwake.dhcp.DhcpServices;
import io.ironwake.dhcp.LookoutInterval;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.net.Ipv4;
import io.ironwake.network.NetworkWatch;
import io.ironwake.quirk.Quirks;
import io.ironwake.sim.SimSettings;
import io.ironwake.tftp.RuledTreatment;
import io.ironwake.tftp.TftpServer;
import io.ironwake.tftp.TftpSettings;
import io.ironwake.udp.ArpTable;
import io.ironwake.udp.NeighbourTable;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpTransport;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The UDP doors on loopback, for simulated machines that are their own relay. */
@ApplicationScoped
class RelayedRack {
  private static final double HURRY = 0.01;
  private static final int BOOTS = 4;

  private final UdpTransport transport;
  private final ArpTable arp;
  private final Subnets subnets;
  private final GlobalOptions options;
  private final Leases leases;
  private final ProtectedAddresses protectedAddresses;
  private final BootAdvisor advisor;
  private final BootFiles files;
  private final Quirks quirks;
  private final NetworkWatch network;
  private final FlightRecorder recorder;
  private final MeterRegistry meters;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  RelayedRack(
      UdpTransport transport,
      ArpTable arp,
      Subnets subnets,
      GlobalOptions options,
      Leases leases,
      ProtectedAddresses protectedAddresses,
      BootAdvisor advisor,
      BootFiles files,
      Quirks quirks,
      NetworkWatch network,
      FlightRecorder recorder,
      MeterRegistry meters) {
    this.transport = transport;
    this.arp = arp;
    this.subnets = subnets;
    this.options = options;
    this.leases = leases;
    this.protectedAddresses = protectedAddresses;
    this.advisor = advisor;
    this.files = files;
    this.quirks = quirks;
    this.network = network;
    this.recorder = recorder;
    this.meters = meters;
  }

  /** Opens the doors; machines with these settings find them. */
  SimSettings open(Ipv4 relay) {
    TftpServer tftp =
        new TftpServer(
            transport,
            files,
            TftpSettings.DEFAULT,
            new RuledTreatment(quirks),
            meters,
            System::nanoTime);
    open.push(tftp);
    DhcpServices services =
        new DhcpServices(
            transport,
            arp,
            AddressDesk.of(subnets, options, leases, protectedAddresses::current, mac -> none()),
            advisor,
            NeighbourTable.system(),
            Conflicts.in(recorder),
            meters,
            new SecureRandom());
    DhcpServer dhcp =
        new DhcpServer(
            services, new DhcpPorts(0, 68, 0), network, new LookoutInterval(Optional.empty()));
    open.push(dhcp);
    int dhcpPort =
        dhcp.listen(
            new DhcpListen(Optional.empty(), List.of(BootLab.HOME), false, Subnet.Mode.FULL));
    int tftpPort = tftp.listen(new UdpBinding(BootLab.HOME, 0, Optional.empty()));
    return new SimSettings(BootLab.HOME, dhcpPort, tftpPort, relay, HURRY, BOOTS);
  }

  private static DeclaredOptions none() {
    return DeclaredOptions.NONE;
  }

  void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
