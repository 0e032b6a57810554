package io.ironwake.lab;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.RelaySubOption;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;

/**
 * An operating system's DHCP client behind a relay on loopback (RFC 8357), for one thread. It
 * repeats what is not answered for as long as it is told to.
 */
final class RelayedClient implements AutoCloseable {
  private static final Ipv4 LOOPBACK = Ipv4.parse("127.0.0.1");
  private static final OptionSet RELAY = OptionSet.EMPTY.with(RelaySubOption.RELAY_PORT, true);
  private static final int REPEAT_MILLIS = 500;
  private static final int MAX_PACKET = 1500;

  private final MacAddress mac;
  private final InetSocketAddress server;
  private final BooleanSupplier patient;
  private final DatagramSocket socket;

  /**
   * A client that waits for its answers while {@code patient} says so.
   *
   * @param port the server's UDP port
   */
  RelayedClient(MacAddress mac, int port, BooleanSupplier patient) throws IOException {
    this.mac = mac;
    this.server = new InetSocketAddress(LOOPBACK.toInetAddress(), port);
    this.patient = patient;
    this.socket = new DatagramSocket(new InetSocketAddress(LOOPBACK.toInetAddress(), 0));
    this.socket.setSoTimeout(REPEAT_MILLIS);
  }

  /** DISCOVER: the OFFER, or empty when patience ended. */
  Optional<DhcpMessage> discover(Optional<Ipv4> wanted) throws IOException, WireException {
    OptionSet options = options(MessageType.DISCOVER);
    return exchange(
        Ipv4.ANY,
        wanted.map(address -> options.with(DhcpOption.REQUESTED_ADDRESS, address)).orElse(options));
  }

  /**
   * DISCOVER, OFFER, REQUEST: the ACK or NAK, or empty when patience ended.
   *
   * @param wanted the address to ask for
   */
  Optional<DhcpMessage> acquire(Optional<Ipv4> wanted) throws IOException, WireException {
    Optional<DhcpMessage> offer = discover(wanted);
    if (offer.isEmpty()) {
      return offer;
    }
    Ipv4 serverId = offer.get().options().get(DhcpOption.SERVER_ID).orElseThrow();
    return exchange(
        Ipv4.ANY,
        options(MessageType.REQUEST)
            .with(DhcpOption.REQUESTED_ADDRESS, offer.get().yiaddr())
            .with(DhcpOption.SERVER_ID, serverId));
  }

  /** A client that restarted and remembers its address (RFC 2131 §4.3.2, INIT-REBOOT). */
  Optional<DhcpMessage> reboot(Ipv4 address) throws IOException, WireException {
    return exchange(
        Ipv4.ANY, options(MessageType.REQUEST).with(DhcpOption.REQUESTED_ADDRESS, address));
  }

  /** A client that uses its address and extends its lease (RFC 2131 §4.3.2, RENEWING). */
  Optional<DhcpMessage> renew(Ipv4 address) throws IOException, WireException {
    return exchange(address, options(MessageType.REQUEST));
  }

  @Override
  public void close() {
    socket.close();
  }

  private static OptionSet options(MessageType type) {
    return OptionSet.EMPTY.with(DhcpOption.MESSAGE_TYPE, type).with(DhcpOption.RELAY_AGENT, RELAY);
  }

  private Optional<DhcpMessage> exchange(Ipv4 ciaddr, OptionSet options)
      throws IOException, WireException {
    DhcpMessage asked = message(ciaddr, options);
    byte[] bytes = DhcpEncoder.encode(asked, Layout.DEFAULT);
    do {
      socket.send(new DatagramPacket(bytes, bytes.length, server));
      Optional<DhcpMessage> reply = receive(asked);
      if (reply.isPresent()) {
        return reply;
      }
    } while (patient.getAsBoolean());
    return Optional.empty();
  }

  private DhcpMessage message(Ipv4 ciaddr, OptionSet options) {
    return new DhcpMessage(
        Op.BOOTREQUEST,
        HardwareAddress.of(mac),
        1,
        ThreadLocalRandom.current().nextInt(),
        0,
        0,
        ciaddr,
        Ipv4.ANY,
        Ipv4.ANY,
        LOOPBACK,
        "",
        "",
        options);
  }

  /** Late answers to an earlier message are passed over. */
  private Optional<DhcpMessage> receive(DhcpMessage asked) throws IOException, WireException {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
    try {
      while (true) {
        socket.receive(packet);
        DhcpMessage reply = DhcpDecoder.decode(Arrays.copyOf(packet.getData(), packet.getLength()));
        if (reply.xid() == asked.xid() && reply.hardware().equals(asked.hardware())) {
          return Optional.of(reply);
        }
        packet.setLength(MAX_PACKET);
      }
    } catch (SocketTimeoutException silence) {
      return Optional.empty();
    }
  }
}
