package io.ironwake.sim;

import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The relay's socket towards the server: one per machine, on an unprivileged port (RFC 8357). */
final class RelaySocket implements AutoCloseable {
  private static final int MAX_PACKET = 1500;

  private final DatagramSocket socket;
  private final InetSocketAddress server;
  private final Wire wire;

  /**
   * @throws MachineStopped when the host does not own the relay address
   */
  RelaySocket(SimSettings settings, Wire wire) {
    this.server = new InetSocketAddress(settings.server().toInetAddress(), settings.dhcpPort());
    this.wire = wire;
    try {
      this.socket = new DatagramSocket(new InetSocketAddress(settings.giaddr().toInetAddress(), 0));
    } catch (IOException notOurs) {
      throw new MachineStopped(
          "this host cannot use "
              + settings.giaddr()
              + " as relay address: "
              + notOurs.getMessage());
    }
  }

  void send(DhcpMessage message) {
    byte[] bytes = DhcpEncoder.encode(message, Layout.DEFAULT);
    try {
      wire.send(socket, new DatagramPacket(bytes, bytes.length, server));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * The next reply, or empty when none arrives in time.
   *
   * @throws MachineStopped when the server sends what is no DHCP message
   */
  Optional<DhcpMessage> receive(Duration timeout) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
    try {
      wire.receive(socket, packet, timeout);
      return Optional.of(DhcpDecoder.decode(Arrays.copyOf(packet.getData(), packet.getLength())));
    } catch (SocketTimeoutException silence) {
      return Optional.empty();
    } catch (WireException malformed) {
      throw new MachineStopped("the server sent a malformed DHCP reply: " + malformed.getMessage());
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
