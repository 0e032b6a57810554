package io.ironwake;

import io.ironwake.address.GlobalOptions;
import io.ironwake.address.Leases;
import io.ironwake.address.Subnets;
import io.ironwake.boot.BootAdvisor;
import io.ironwake.boot.BootFiles;
import io.ironwake.boot.BootPlane;
import io.ironwake.boot.Groups;
import io.ironwake.boot.HttpsFiles;
import io.ironwake.boot.ProtectedAddresses;
import io.ironwake.dhcp.AddressDesk;
import io.ironwake.dhcp.Conflicts;
import io.ironwake.dhcp.DhcpListen;
import io.ironwake.dhcp.DhcpPorts;
import io.ironwake.dhcp.DhcpServer;
import io.ironwake.dhcp.DhcpServices;
import io.ironwake.dhcp.LookoutInterval;
import io.ironwake.dhcp.PxeServer;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.net.Ipv4;
import io.ironwake.network.NetworkWatch;
import io.ironwake.quirk.Quirks;
import io.ironwake.tftp.RuledTreatment;
import io.ironwake.tftp.TftpConfig;
import io.ironwake.tftp.TftpServer;
import io.ironwake.tftp.TftpSettings;
import io.ironwake.udp.ArpTable;
import io.ironwake.udp.HostInterface;
import io.ironwake.udp.Interfaces;
import io.ironwake.udp.NeighbourTable;
import io.ironwake.udp.UdpBindException;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpTransport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Opens and closes the boot doors on the chosen interfaces. */
@ApplicationScoped
class Doors {
  private static final int DHCP_CLIENT_PORT = 68;

  private final ServeConfig config;
  private final TftpConfig tftpConfig;
  private final BootPlane bootPlane;
  private final BootFiles files;
  private final BootAdvisor advisor;
  private final Quirks quirks;
  private final Subnets subnets;
  private final GlobalOptions globalOptions;
  private final Groups groups;
  private final Leases leases;
  private final ProtectedAddresses protectedAddresses;
  private final UdpTransport transport;
  private final ArpTable arp;
  private final NetworkWatch network;
  private final FlightRecorder recorder;
  private final MeterRegistry meters;

  private record Served(HostInterface host, InterfaceChoice choice) {
    List<Ipv4> addresses() {
      return host.addresses().stream().map(HostInterface.HostAddress::address).toList();
    }
  }

  private final List<String> sentences = new ArrayList<>();
  private final List<String> secure = new ArrayList<>();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  Doors(
      ServeConfig config,
      TftpConfig tftpConfig,
      BootPlane bootPlane,
      BootFiles files,
      BootAdvisor advisor,
      Quirks quirks,
      Subnets subnets,
      GlobalOptions globalOptions,
      Groups groups,
      Leases leases,
      ProtectedAddresses protectedAddresses,
      UdpTransport transport,
      ArpTable arp,
      NetworkWatch network,
      FlightRecorder recorder,
      MeterRegistry meters) {
    this.config = config;
    this.tftpConfig = tftpConfig;
    this.bootPlane = bootPlane;
    this.files = files;
    this.advisor = advisor;
    this.quirks = quirks;
    this.subnets = subnets;
    this.globalOptions = globalOptions;
    this.groups = groups;
    this.leases = leases;
    this.protectedAddresses = protectedAddresses;
    this.transport = transport;
    this.arp = arp;
    this.network = network;
    this.recorder = recorder;
    this.meters = meters;
  }

  /**
   * Opens every door.
   *
   * @throws StartRefused naming the port or interface that cannot be had and the fix
   */
  void open() {
    List<Served> interfaces = chosen();
    interfaces.forEach(this::refuseContradiction);
    network.prepare();
    try {
      bootPlane.open(config.bootHost(), config.bootPort());
      openHttps(interfaces);
      openTftp(interfaces);
      openDhcp(interfaces);
    } catch (UdpBindException | IllegalStateException | IllegalArgumentException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
    interfaces.forEach(each -> sentences.add(describe(each)));
    interfaces.stream()
        .map(Served::host)
        .filter(each -> !each.up())
        .forEach(
            each ->
                sentences.add(
                    "interface "
                        + each.name()
                        + " is down; bring it up with: ip link set "
                        + each.name()
                        + " up"));
    sentences.addAll(secure);
    sentences.addAll(bootPlane.missingLoaders());
  }

  private void openHttps(List<Served> interfaces) {
    Optional<List<Path>> certificates = config.httpsCertificates().filter(all -> !all.isEmpty());
    if (config.httpsPort().isEmpty()) {
      if (certificates.isPresent()) {
        throw new IllegalArgumentException("--https-cert needs --https-port, for example 8443");
      }
      return;
    }
    List<Ipv4> addresses = interfaces.stream().flatMap(each -> each.addresses().stream()).toList();
    int port =
        bootPlane.openHttps(
            config.bootHost(),
            config.httpsPort().get(),
            certificates.map(all -> new HttpsFiles(all, config.httpsKeys().orElse(List.of()))),
            addresses);
    secure.add("boot plane https://%s:%d/ too".formatted(addresses.getFirst(), port));
    bootPlane.certificates().forEach(each -> secure.add("HTTPS certificate " + each));
  }

  private void openTftp(List<Served> interfaces) {
    TftpServer tftp =
        new TftpServer(
            transport, files, tftpSettings(), new RuledTreatment(quirks), meters, System::nanoTime);
    open.push(tftp);
    for (Served each : interfaces) {
      for (HostInterface.HostAddress address : each.host.addresses()) {
        tftp.listen(
            new UdpBinding(address.address(), config.tftpPort(), Optional.of(each.host.name())));
      }
    }
  }

  private TftpSettings tftpSettings() {
    try {
      return TftpConfig.settings(tftpConfig);
    } catch (IllegalArgumentException refused) {
      throw new StartRefused(String.valueOf(refused.getMessage()));
    }
  }

  private void openDhcp(List<Served> interfaces) {
    DhcpPorts ports = new DhcpPorts(config.dhcpPort(), DHCP_CLIENT_PORT, config.pxePort());
    DhcpServices services =
        new DhcpServices(
            transport,
            arp,
            AddressDesk.of(
                subnets, globalOptions, leases, protectedAddresses::current, groups::options),
            advisor,
            NeighbourTable.system(),
            Conflicts.in(recorder),
            meters,
            new SecureRandom());
    DhcpServer dhcp =
        new DhcpServer(services, ports, network, LookoutInterval.parse(config.lookoutInterval()));
    open.push(dhcp);
    PxeServer pxe = new PxeServer(services, ports);
    open.push(pxe);
    for (Served each : interfaces) {
      DhcpListen listen = DhcpListen.on(each.host, each.choice.mode());
      dhcp.listen(listen);
      pxe.listen(listen);
    }
  }

  private List<Served> chosen() {
    Optional<List<String>> named = config.interfaces().filter(names -> !names.isEmpty());
    List<Served> chosen =
        named.isPresent()
            ? named.get().stream().map(InterfaceChoice::parse).map(Doors::served).toList()
            : Interfaces.list().stream()
                .filter(each -> each.up() && !each.loopback() && !each.addresses().isEmpty())
                .map(each -> new Served(each, InterfaceChoice.parse(each.name())))
                .toList();
    if (chosen.isEmpty()) {
      throw new StartRefused(
          "no network interface is up and has an IPv4 address; configure one, or name one with"
              + " --interface");
    }
    return chosen;
  }

  private static Served served(InterfaceChoice choice) {
    return new Served(named(choice.name()), choice);
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

  private void refuseContradiction(Served each) {
    words()
        .contradiction(each.choice, each.addresses())
        .ifPresent(
            why -> {
              throw new StartRefused(why);
            });
  }

  private LinkWords words() {
    return new LinkWords(subnets.current());
  }

  private String describe(Served each) {
    String dhcp = words().of(each.choice, each.addresses());
    Ipv4 address = each.addresses().getFirst();
    return "%s %s: %s; TFTP on port %d, boot plane http://%s:%d/"
        .formatted(each.host.name(), address, dhcp, config.tftpPort(), address, bootPlane.port());
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
