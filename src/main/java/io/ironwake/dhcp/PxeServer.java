package io.ironwake.dhcp;

import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The PXE boot server on port 4011 (PXE 2.1 §2.2), where UEFI firmware goes after a proxy offer
 * without option 43 (quirk 2).
 */
public final class PxeServer implements AutoCloseable {
  private final DhcpServices services;
  private final DhcpPorts ports;
  private final DecisionLog log;
  private final List<UdpChannel> channels = new CopyOnWriteArrayList<>();

  /** Serves nothing until {@link #listen}. */
  public PxeServer(DhcpServices services, DhcpPorts ports) {
    this.services = services;
    this.ports = ports;
    this.log = new DecisionLog(services.meters());
  }

  /**
   * Opens the door on one interface.
   *
   * @return the bound port
   * @throws io.ironwake.udp.UdpBindException when the socket cannot be had, with the fix in its
   *     message
   */
  public int listen(DhcpListen listen) {
    PxeDoor door = new PxeDoor(listen, services, log);
    UdpBinding binding = new UdpBinding(listen.bindAddress(), ports.pxe(), listen.interfaceName());
    UdpChannel channel = services.transport().bind(binding, door::receive);
    channels.add(channel);
    door.attach(channel);
    return channel.localPort();
  }

  /** Closes the sockets. */
  @Override
  public void close() {
    channels.forEach(UdpChannel::close);
    channels.clear();
  }
}
