package io.ironwake.sim;

import static java.time.Duration.ofSeconds;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * DISCOVER, OFFER, REQUEST, ACK as a firmware does it (RFC 2131 §3.1), through a relay of its own.
 */
final class DhcpClient {
  /** A firmware's waits (PXE 2.1 §2.3); it then tries its next boot device. */
  private static final List<Duration> WAITS = List.of(ofSeconds(4), ofSeconds(8), ofSeconds(16));

  private final SimSettings settings;
  private final DhcpRequests requests;
  private final Wire wire;
  private final RandomGenerator random;
  private final LifeLog log;

  DhcpClient(
      SimSettings settings, DhcpRequests requests, Wire wire, RandomGenerator random, LifeLog log) {
    this.settings = settings;
    this.requests = requests;
    this.wire = wire;
    this.random = random;
    this.log = log;
  }

  /**
   * Gets an address.
   *
   * @throws IOException when no server answers in the firmware's patience, or the server takes its
   *     offer back
   */
  Lease acquire(Stage stage) throws IOException {
    try (RelaySocket socket = new RelaySocket(settings, wire)) {
      int xid = random.nextInt();
      tell(stage, Step.DISCOVER, "asks for an address and a loader");
      DhcpMessage offer = exchange(socket, requests.discover(stage, xid), MessageType.OFFER);
      tell(stage, Step.OFFER, offer.yiaddr() + " offered");
      tell(stage, Step.REQUEST, "takes " + offer.yiaddr());
      DhcpMessage ack =
          exchange(
              socket,
              requests.request(stage, xid, offer.yiaddr(), serverId(offer)),
              MessageType.ACK);
      Lease lease = new Lease(ack.yiaddr(), ack.siaddr(), bootFile(ack));
      tell(stage, Step.ACK, lease.address() + " is its address");
      return lease;
    } catch (WireException malformed) {
      throw new MachineStopped("the server sent a malformed option: " + malformed.getMessage());
    }
  }

  /** iPXE's own exchange is one step for the reader. */
  private void tell(Stage stage, Step step, String text) {
    if (stage == Stage.FIRMWARE) {
      log.reached(step, text);
    } else if (step == Step.ACK) {
      log.reached(Step.IPXE, "iPXE runs; " + text);
    }
  }

  private DhcpMessage exchange(RelaySocket socket, DhcpMessage message, MessageType wanted)
      throws IOException, WireException {
    for (Duration wait : WAITS) {
      socket.send(message);
      Optional<DhcpMessage> reply = await(socket, message, wanted, settings.scaled(wait));
      if (reply.isPresent()) {
        return reply.get();
      }
    }
    throw new IOException("no DHCP " + wanted + " came");
  }

  private Optional<DhcpMessage> await(
      RelaySocket socket, DhcpMessage asked, MessageType wanted, Duration wait)
      throws IOException, WireException {
    Deadline deadline = Deadline.in(wait);
    Optional<DhcpMessage> reply = socket.receive(wait);
    while (reply.isPresent() && !answers(reply.get(), asked, wanted)) {
      reply = deadline.isPast() ? Optional.empty() : socket.receive(deadline.left());
    }
    return reply;
  }

  /**
   * Offers without an address come from proxyDHCP servers; a machine without an address waits on.
   */
  private boolean answers(DhcpMessage reply, DhcpMessage asked, MessageType wanted)
      throws IOException, WireException {
    MessageType type =
        reply.type().orElseThrow(() -> new MachineStopped("the server answered with plain BOOTP"));
    if (reply.xid() != asked.xid() || !reply.hardware().equals(asked.hardware())) {
      return false;
    }
    log.reply(type + " " + reply.yiaddr() + ", boot file " + shown(bootFile(reply)));
    if (type == MessageType.NAK && wanted == MessageType.ACK) {
      throw new IOException("the server refused the address with a NAK");
    }
    requireRelayEcho(reply, asked);
    return type == wanted && !reply.yiaddr().isAny();
  }

  private static void requireRelayEcho(DhcpMessage reply, DhcpMessage asked) {
    int relay = DhcpOption.RELAY_AGENT.code();
    if (!reply.options().raw(relay).equals(asked.options().raw(relay))) {
      throw new MachineStopped(
          "the reply does not echo option 82, so a relay would drop it (RFC 3046 §2.2)");
    }
  }

  private static String shown(String bootFile) {
    return bootFile.isEmpty() ? "none" : ShownUrl.lastSegment(bootFile);
  }

  private static Ipv4 serverId(DhcpMessage offer) throws WireException {
    return offer
        .options()
        .get(DhcpOption.SERVER_ID)
        .orElseThrow(
            () -> new MachineStopped("the offer has no server identifier (RFC 2131 table 3)"));
  }

  private static String bootFile(DhcpMessage reply) throws WireException {
    return reply.file().isEmpty()
        ? reply.options().get(DhcpOption.BOOT_FILE_NAME).orElse("")
        : reply.file();
  }
}
