package io.ironwake.dhcp;

import io.ironwake.boot.Door;
import io.ironwake.net.Ipv4;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One socket on the server port: packets in, answers out, whatever the bytes are. */
final class DhcpDoor {
  private final DhcpListen listen;
  private final Reception reception;
  private final ServiceModes modes;
  private final FullMode full;
  private final ProxyMode proxy;
  private final Lookout lookout;
  private final Outbox outbox;
  private final Patience patience;
  private final DecisionLog log;
  private volatile Optional<UdpChannel> channel = Optional.empty();

  DhcpDoor(
      DhcpListen listen,
      DhcpServices services,
      Lookout lookout,
      Probes probes,
      Outbox outbox,
      Patience patience,
      DecisionLog log) {
    Gate gate = new Gate(services.advisor());
    this.listen = listen;
    this.reception = new Reception(services.desk());
    this.modes = new ServiceModes(services.desk());
    Conflicts conflicts = new ConflictLog(services.meters(), services.conflicts());
    AddressTrials trials = new AddressTrials(services.desk(), probes, conflicts);
    this.full = new FullMode(services.desk(), gate, lookout, trials, conflicts);
    this.proxy = new ProxyMode(gate);
    this.lookout = lookout;
    this.outbox = outbox;
    this.patience = patience;
    this.log = log;
  }

  /** Gives it its socket; what came in before is not answered, and comes again. */
  void attach(UdpChannel open) {
    channel = Optional.of(open);
  }

  void receive(Datagram datagram) {
    try {
      DhcpMessage message = DhcpDecoder.decode(datagram.payload());
      if (message.op() == Op.BOOTREPLY) {
        lookout.heard(message, Ipv4.of(datagram.from().getAddress()));
      } else if (!lookout.isOwn(message) && !lookout.greets(message)) {
        answer(reception.read(Door.DHCP, listen, datagram, message));
      }
    } catch (WireException malformed) {
      log.unreadable(Door.DHCP, datagram, malformed);
    } catch (RuntimeException defect) {
      log.failed(Door.DHCP, datagram, defect);
    }
  }

  private void answer(Request request) {
    overhear(request);
    Admission.refusal(request)
        .or(() -> modes.silence(request))
        .or(() -> patience.silence(request))
        .<CompletionStage<Answer>>map(CompletableFuture::completedFuture)
        .orElseGet(() -> served(request))
        .thenAccept(ready -> finish(request, ready))
        .exceptionally(
            defect -> {
              log.failed(Door.DHCP, request.datagram(), defect);
              return null;
            });
  }

  private CompletionStage<Answer> served(Request request) {
    return request
        .subnet()
        .filter(subnet -> subnet.mode().givesAddresses())
        .map(subnet -> full.answer(request, subnet))
        .orElseGet(() -> CompletableFuture.completedFuture(proxy.answer(request)));
  }

  /** A client that takes another server's address names that server. */
  private void overhear(Request request) {
    if (request.type().filter(MessageType.REQUEST::equals).isPresent()
        && !request.message().isRelayed()
        && request.isForAnother()) {
      request.message().options().find(DhcpOption.SERVER_ID).ifPresent(lookout::chosen);
    }
  }

  private void finish(Request request, Answer answer) {
    answer.reply().ifPresent(reply -> channel.ifPresent(open -> outbox.send(open, request, reply)));
    log.decided(request, answer);
  }
}
