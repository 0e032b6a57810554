package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Copies each datagram off the receive buffer and hands it over; nothing the handler throws passes
 * it.
 */
final class DatagramReceiver extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final Logger LOG = Logger.getLogger(DatagramReceiver.class);

  private final UdpBinding binding;
  private final Consumer<Datagram> handler;
  private final Counter handlerErrors;
  private final Counter socketErrors;
  private final LogLimit limit = new LogLimit(System::nanoTime);

  DatagramReceiver(UdpBinding binding, Consumer<Datagram> handler) {
    super(DatagramPacket.class);
    this.binding = binding;
    this.handler = handler;
    String port = Integer.toString(binding.port());
    this.handlerErrors = Metrics.counter("ironwake.udp.handler.errors", "port", port);
    this.socketErrors = Metrics.counter("ironwake.udp.socket.errors", "port", port);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    if (packet.sender().getPort() == 0) {
      return; // wants no answer, RFC 768, and cannot get one
    }
    try {
      handler.accept(
          new Datagram(
              ByteBufUtil.getBytes(packet.content()),
              packet.sender(),
              Optional.ofNullable(packet.recipient())
                  .map(to -> Ipv4.of(to.getAddress()))
                  .orElse(Ipv4.ANY),
              binding.interfaceName()));
    } catch (RuntimeException | StackOverflowError | AssertionError failure) {
      handlerErrors.increment();
      limit.run(
          missed ->
              LOG.errorf(
                  failure,
                  "%s: a datagram from %s failed (%d more like it not shown)",
                  binding.describe(),
                  packet.sender(),
                  missed));
    }
  }

  // A failed send, or an ICMP error the kernel reports on the socket: both concern one peer, never
  // the channel.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
    socketErrors.increment();
    limit.run(
        missed ->
            LOG.warnf(
                "%s: %s (%d more not shown)", binding.describe(), failure.getMessage(), missed));
  }
}
