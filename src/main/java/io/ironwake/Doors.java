package io.ironwake;

import io.ironwake.address.Leases;
import io.ironwake.address.Pool;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.boot.BootAdvisor;
import io.ironwake.boot.BootFiles;
import io.ironwake.boot.BootPlane;
import io.ironwake.boot.ProtectedAddresses;
import io.ironwake.dhcp.AddressDesk;
import io.ironwake.dhcp.DhcpListen;
import io.ironwake.dhcp.DhcpPorts;
import io.ironwake.dhcp.DhcpServer;
import io.ironwake.dhcp.DhcpServices;
import io.ironwake.dhcp.PxeServer;
import io.ironwake.net.Ipv4;
import io.ironwake.network.NetworkWatch;
import io.ironwake.tftp.TftpServer;
import io.ironwake.tftp.TftpSettings;
import io.ironwake.udp.ArpTable;
import io.ironwake.udp.HostInterface;
import io.ironwake.udp.Interfaces;
import io.ironwake.udp.UdpBindException;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpTransport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens and closes the boot doors on the chosen interfaces. */
@ApplicationScoped
class Doors {
  private static final int DHCP_CLIENT_PORT = 68;

  private final ServeConfig config;
  private final BootPlane bootPlane;
  private final BootFiles files;
  private final BootAdvisor advisor;
  private final Subnets subnets;
  private final Leases leases;
  private final ProtectedAddresses protectedAddresses;
  private final UdpTransport transport;
  private final ArpTable arp;
  private final NetworkWatch network;
  private final MeterRegistry meters;
  private final List<String> sentences = new ArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  Doors(
      ServeConfig config,
      BootPlane bootPlane,
      BootFiles files,
      BootAdvisor advisor,
      Subnets subnets,
      Leases leases,
      ProtectedAddresses protectedAddresses,
      UdpTransport transport,
      ArpTable arp,
      NetworkWatch network,
      MeterRegistry meters) {
    this.config = config;
    this.bootPlane = bootPlane;
    this.files = files;
    this.advisor = advisor;
    this.subnets = subnets;
    this.leases = leases;
    this.protectedAddresses = protectedAddresses;
    this.transport = transport;
    this.arp = arp;
    this.network = network;
    this.meters = meters;
  }

  /**
   * Opens every door.
   *
   * @throws StartRefused naming the port or interface that cannot be had and the fix
   */
  void open() {
    List<HostInterface> interfaces = chosen();
    network.prepare();
    try {
      bootPlane.open(config.bootHost(), config.bootPort());
      openTftp(interfaces);
      openDhcp(interfaces);
    } catch (UdpBindException | IllegalStateException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
    interfaces.forEach(each -> sentences.add(describe(each)));
    interfaces.stream()
        .filter(each -> !each.up())
        .forEach(
            each ->
                sentences.add(
                    "interface "
                        + each.name()
                        + " is down; bring it up with: ip link set "
                        + each.name()
                        + " up"));
    sentences.addAll(bootPlane.missingLoaders());
  }

  private void openTftp(List<HostInterface> interfaces) {
    TftpServer tftp =
        new TftpServer(transport, files, TftpSettings.DEFAULT, meters, System::nanoTime);
    open.push(tftp);
    for (HostInterface each : interfaces) {
      for (HostInterface.HostAddress address : each.addresses()) {
        tftp.listen(new UdpBinding(address.address(), config.tftpPort(), Optional.of(each.name())));
      }
    }
  }

  private void openDhcp(List<HostInterface> interfaces) {
    DhcpPorts ports = new DhcpPorts(config.dhcpPort(), DHCP_CLIENT_PORT, config.pxePort());
    DhcpServices services =
        new DhcpServices(
            transport,
            arp,
            AddressDesk.of(subnets, leases, protectedAddresses::current),
            advisor,
            meters,
            new SecureRandom());
    DhcpServer dhcp = new DhcpServer(services, ports, network);
    open.push(dhcp);
    PxeServer pxe = new PxeServer(services, ports);
    open.push(pxe);
    for (HostInterface each : interfaces) {
      dhcp.listen(DhcpListen.on(each));
      pxe.listen(DhcpListen.on(each));
    }
  }

  private List<HostInterface> chosen() {
    Optional<List<String>> named = config.interfaces().filter(names -> !names.isEmpty());
    List<HostInterface> chosen =
        named.isPresent()
            ? named.get().stream().map(Doors::named).toList()
            : Interfaces.list().stream()
                .filter(each -> each.up() && !each.loopback() && !each.addresses().isEmpty())
                .toList();
    if (chosen.isEmpty()) {
      throw new StartRefused(
          "no network interface is up and has an IPv4 address; configure one, or name one with --interface");
    }
    return chosen;
  }

  private static HostInterface named(String name) {
    HostInterface found =
        Interfaces.named(name)
            .orElseThrow(
                () ->
                    new StartRefused(
                        "interface "
                            + name
                            + " does not exist; present are "
                            + String.join(
                                ", ",
                                Interfaces.list().stream().map(HostInterface::name).toList())));
    if (found.addresses().isEmpty()) {
      throw new StartRefused(
          "interface "
              + name
              + " has no IPv4 address; give it one, for example: ip addr add 192.168.1.2/24 dev "
              + name);
    }
    return found;
  }

  private String describe(HostInterface each) {
    Ipv4 address = each.addresses().getFirst().address();
    Optional<Subnet> subnet = subnets.current().forInterface(each.name(), address);
    String dhcp =
        subnet
            .filter(known -> known.mode() == Subnet.Mode.FULL)
            .map(known -> "DHCP gives " + pools(known) + " of subnet " + known.name())
            .or(
                () ->
                    subnet.map(
                        known ->
                            "proxyDHCP for subnet "
                                + known.name()
                                + ", whose addresses come from another server"))
            .orElse(
                "proxyDHCP beside your DHCP server; no subnet is declared here, so no addresses are given");
    return "%s %s: %s; TFTP on port %d, boot plane http://%s:%d/"
        .formatted(each.name(), address, dhcp, config.tftpPort(), address, bootPlane.port());
  }

  private static String pools(Subnet subnet) {
    return subnet.pools().isEmpty()
        ? "reserved addresses only"
        : subnet.pools().stream().map(Pool::toString).collect(Collectors.joining(" and "));
  }

  /** What is served on which address, and what is missing, in plain words. */
  List<String> describe() {
    return List.copyOf(sentences);
  }

  void close(@Observes ShutdownEvent event) throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }
}
