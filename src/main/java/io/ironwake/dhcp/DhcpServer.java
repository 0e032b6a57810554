package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.network.LinkWatch;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The DHCP server on port 67 (RFC 2131, RFC 3046): a full server where a declared subnet says so,
 * proxyDHCP elsewhere. Requests are decided on the event loop from memory; an ACK leaves when its
 * lease is committed.
 */
public final class DhcpServer implements AutoCloseable {
  private final DhcpServices services;
  private final DhcpPorts ports;
  private final LinkWatch watch;
  private final LookoutInterval lookout;
  private final Later later;
  private final Patience patience;
  private final DecisionLog log;
  private final List<UdpChannel> channels = new CopyOnWriteArrayList<>();
  private final List<AddressProbe> probes = new CopyOnWriteArrayList<>();
  private final AddressProbe echo;

  /**
   * Serves nothing until {@link #listen}.
   *
   * @param watch is told of other servers
   * @param lookout how often to look for them
   */
  public DhcpServer(
      DhcpServices services, DhcpPorts ports, LinkWatch watch, LookoutInterval lookout) {
    this(services, ports, watch, lookout, Later.onThread("dhcp-clock"), EchoProbe.system());
  }

  DhcpServer(
      DhcpServices services,
      DhcpPorts ports,
      LinkWatch watch,
      LookoutInterval lookout,
      Later later,
      AddressProbe echo) {
    this.services = services;
    this.ports = ports;
    this.watch = watch;
    this.lookout = lookout;
    this.later = later;
    this.echo = echo;
    this.patience = new Patience(later);
    this.log = new DecisionLog(services.meters());
  }

  /**
   * Opens the door on one interface and looks for other DHCP servers there; where a declared subnet
   * gives addresses, they are given when none was found.
   *
   * @return the bound port
   * @throws io.ironwake.udp.UdpBindException when the socket cannot be had, with the fix in its
   *     message
   */
  public int listen(DhcpListen listen) {
    Optional<ForeignServerProbe> probe = probe(listen);
    DhcpDoor door =
        new DhcpDoor(
            listen,
            services,
            probe.<Lookout>map(each -> each).orElse(Lookout.NONE),
            new Probes(arpProbe(listen), echo),
            new Outbox(services.arp(), ports),
            patience,
            log);
    UdpBinding binding =
        new UdpBinding(listen.bindAddress(), ports.server(), listen.interfaceName());
    UdpChannel channel = services.transport().bind(binding, door::receive);
    channels.add(channel);
    door.attach(channel);
    probe.ifPresent(each -> each.attach(channel));
    probe.ifPresent(each -> watched(each, listen));
    return channel.localPort();
  }

  private AddressProbe arpProbe(DhcpListen listen) {
    Optional<ArpProbe> made =
        listen
            .interfaceName()
            .filter(name -> listen.hasClients())
            .map(
                name ->
                    new ArpProbe(
                        name, services.transport(), services.arp(), services.neighbours(), later));
    made.ifPresent(probes::add);
    return made.<AddressProbe>map(each -> each).orElse(AddressProbe.NONE);
  }

  private Optional<ForeignServerProbe> probe(DhcpListen listen) {
    return listen
        .interfaceName()
        .filter(name -> listen.hasClients())
        .map(name -> new ForeignServerProbe(name, listen, services, ports, watch, later, lookout));
  }

  private void watched(ForeignServerProbe probe, DhcpListen listen) {
    listen.interfaceName().ifPresent(name -> watch.link(name, listen.mode(), probe));
    if (givesAddresses(listen)) {
      probe.start();
    } else if (listen.mode() != Subnet.Mode.OFF) {
      var unused = probe.look();
    }
  }

  private boolean givesAddresses(DhcpListen listen) {
    return listen
        .interfaceName()
        .flatMap(name -> services.desk().forInterface(name, listen.addresses().getFirst()))
        .filter(subnet -> subnet.mode().and(listen.mode(), true).givesAddresses())
        .isPresent();
  }

  /** Closes the sockets; requests under way are not answered any more. */
  @Override
  public void close() {
    later.close();
    echo.close();
    probes.forEach(AddressProbe::close);
    channels.forEach(UdpChannel::close);
    channels.clear();
  }
}
