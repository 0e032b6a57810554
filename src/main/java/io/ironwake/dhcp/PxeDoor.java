package io.ironwake.dhcp;

import io.ironwake.boot.Door;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import java.util.Optional;

/**
 * One socket on port 4011. It answers to where the request came from: OVMF asks from port 4011,
 * BIOS ROMs and iPXE from 68.
 */
final class PxeDoor {
  private final DhcpListen listen;
  private final Reception reception;
  private final ServiceModes modes;
  private final ProxyMode proxy;
  private final DecisionLog log;
  private volatile Optional<UdpChannel> channel = Optional.empty();

  PxeDoor(DhcpListen listen, DhcpServices services, DecisionLog log) {
    this.listen = listen;
    this.reception = new Reception(services.desk());
    this.modes = new ServiceModes(services.desk());
    this.proxy = new ProxyMode(new Gate(services.advisor()));
    this.log = log;
  }

  /** Gives it its socket; what came in before is not answered, and comes again. */
  void attach(UdpChannel open) {
    channel = Optional.of(open);
  }

  void receive(Datagram datagram) {
    try {
      DhcpMessage message = DhcpDecoder.decode(datagram.payload());
      if (message.op() == Op.BOOTREQUEST) {
        answer(reception.read(Door.PXE_4011, listen, datagram, message));
      }
    } catch (WireException malformed) {
      log.unreadable(Door.PXE_4011, datagram, malformed);
    } catch (RuntimeException defect) {
      log.failed(Door.PXE_4011, datagram, defect);
    }
  }

  private void answer(Request request) {
    Answer answer = modes.silence(request).orElseGet(() -> proxy.pxe(request));
    answer
        .reply()
        .ifPresent(
            reply ->
                channel.ifPresent(
                    open -> open.send(Outbox.encode(request, reply), request.datagram().from())));
    log.decided(request, answer);
  }
}
