package io.ironwake.tftp;

import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpBindException;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import io.ironwake.udp.UdpTransport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Opens and closes a port for each transfer, away from the event loop, which must not wait. */
final class OwnPorts {
  private final UdpTransport transport;
  private final UdpBinding door;
  private final PortMode.Ephemeral range;
  private final Executor threads;
  private final AtomicInteger turn = new AtomicInteger();

  OwnPorts(UdpTransport transport, UdpBinding door, PortMode.Ephemeral range, Executor threads) {
    this.transport = transport;
    this.door = door;
    this.range = range;
    this.threads = threads;
  }

  /** The next free port of the range; fails with {@link UdpBindException} if there is none. */
  CompletionStage<UdpChannel> open(Consumer<Datagram> handler) {
    return CompletableFuture.supplyAsync(() -> next(handler), threads);
  }

  void close(UdpChannel channel) {
    threads.execute(channel::close);
  }

  private UdpChannel next(Consumer<Datagram> handler) {
    int ports = range.to() - range.from() + 1;
    for (int i = 1; ; i++) {
      int port = range.from() + Math.floorMod(turn.getAndIncrement(), ports);
      try {
        return transport.bind(new UdpBinding(door.address(), port, door.interfaceName()), handler);
      } catch (UdpBindException taken) {
        if (taken.reason() != UdpBindException.Reason.TAKEN || i == ports) {
          throw taken;
        }
      }
    }
  }
}
