package io.ironwake.sim;

import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.TftpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;

/** The other end of one transfer: its first reply fixes the port to talk to (RFC 1350 §4). */
final class TftpPeer {
  private static final int MAX_PACKET = 65_536;
  private static final int TRIES = 6;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private final DatagramSocket socket;
  private final Wire wire;
  private final SimSettings settings;
  private final byte[] buffer = new byte[MAX_PACKET];
  private InetSocketAddress address;
  private boolean fixed;

  TftpPeer(DatagramSocket socket, InetSocketAddress address, Wire wire, SimSettings settings) {
    this.socket = socket;
    this.address = address;
    this.wire = wire;
    this.settings = settings;
  }

  void send(TftpPacket packet) throws IOException {
    byte[] bytes = packet.encode();
    wire.send(socket, new DatagramPacket(bytes, bytes.length, address));
  }

  /** Sends until anything comes back. */
  TftpPacket ask(TftpPacket packet) throws IOException, WireException {
    return ask(packet, any -> true);
  }

  /**
   * Sends an acknowledgement until the next block or an error comes; doubled earlier packets are
   * passed over.
   */
  TftpPacket askForBlock(TftpPacket.Ack ack, int block) throws IOException, WireException {
    return ask(ack, reply -> isNext(reply, block));
  }

  private static boolean isNext(TftpPacket reply, int block) {
    return switch (reply) {
      case TftpPacket.Data data -> data.block() == block;
      case TftpPacket.OptionAck doubled -> false;
      default -> true;
    };
  }

  private TftpPacket ask(TftpPacket packet, Predicate<TftpPacket> wanted)
      throws IOException, WireException {
    Duration wait = FIRST_WAIT;
    for (int i = 0; i < TRIES; i++) {
      send(packet);
      try {
        return await(wanted, settings.scaled(wait));
      } catch (SocketTimeoutException silence) {
        wait = wait.multipliedBy(2);
      }
    }
    throw new SocketTimeoutException("the TFTP server does not answer");
  }

  private TftpPacket await(Predicate<TftpPacket> wanted, Duration wait)
      throws IOException, WireException {
    Deadline deadline = Deadline.in(wait);
    while (!deadline.isPast()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      wire.receive(socket, packet, deadline.left());
      InetSocketAddress sender = (InetSocketAddress) packet.getSocketAddress();
      if (fixed && !sender.equals(address)) {
        continue;
      }
      address = sender;
      fixed = true;
      TftpPacket reply = TftpPacket.decode(Arrays.copyOf(packet.getData(), packet.getLength()));
      if (wanted.test(reply)) {
        return reply;
      }
    }
    throw new SocketTimeoutException("the time is up");
  }
}
