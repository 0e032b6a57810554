package io.ironwake.tftp;

import io.ironwake.boot.BootFiles;
import io.ironwake.udp.HostInterface;
import io.ironwake.udp.Interfaces;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import io.ironwake.udp.UdpTransport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The read-only TFTP server (RFC 1350, 2347, 2348, 2349, 7440): every name goes through the boot
 * gate, every transfer through the one socket it was asked on.
 */
public final class TftpServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TftpServer.class);

  /** Well below the shortest retransmission timeout, in milliseconds. */
  private static final long TICK = 5;

  /** While nobody asks for anything; a transfer that begins is looked at no later than this. */
  private static final long IDLE_TICK = 20;

  private final UdpTransport transport;
  private final TftpSettings settings;
  private final TftpDoor.Server shared;
  private final List<TftpDoor> doors = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tftp-clock").factory());

  private final ExecutorService ports = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Serves nothing until {@link #listen}.
   *
   * @param nanoTime a monotonic clock in nanoseconds, such as {@link System#nanoTime}
   */
  public TftpServer(
      UdpTransport transport,
      BootFiles files,
      TftpSettings settings,
      MeterRegistry meters,
      LongSupplier nanoTime) {
    this(transport, files, settings, TftpQuirks.NONE, meters, nanoTime);
  }

  /** The same with clients that need special treatment. */
  public TftpServer(
      UdpTransport transport,
      BootFiles files,
      TftpSettings settings,
      TftpQuirks quirks,
      MeterRegistry meters,
      LongSupplier nanoTime) {
    this.transport = transport;
    this.settings = settings;
    this.shared =
        new TftpDoor.Server(
            new Grants(files, new FileCache(settings.cachedBytes())),
            new Places(settings.limits()),
            new TransferLog(meters),
            quirks,
            nanoTime);
    Gauge.builder("ironwake.tftp.active", this, TftpServer::active)
        .description("transfers under way")
        .register(meters);
    Gauge.builder("ironwake.tftp.waiting", this, TftpServer::waiting)
        .description("requests whose first packet is held back")
        .register(meters);
    clock.schedule(this::tick, IDLE_TICK, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens the door on one more socket. Bind to one address of an interface rather than to all: then
   * answers leave from the address the client asked, which firmware insists on.
   *
   * @return the bound port
   * @throws io.ironwake.udp.UdpBindException if the socket cannot be had, with the fix in its
   *     message
   */
  public int listen(UdpBinding binding) {
    TftpDoor door = new TftpDoor(shared, within(binding), ownPorts(binding));
    UdpChannel channel = transport.bindBulk(binding, door::receive);
    door.attach(channel);
    doors.add(door);
    return channel.localPort();
  }

  /** The transfers under way on all sockets. */
  public int active() {
    return doors.stream().mapToInt(TftpDoor::active).sum();
  }

  /** The requests whose first packet is held back, on all sockets. */
  public int waiting() {
    return doors.stream().mapToInt(TftpDoor::waiting).sum();
  }

  /** Tells running transfers that the server stops, and closes the sockets. */
  @Override
  public void close() {
    clock.shutdown();
    doors.forEach(TftpDoor::close);
    doors.clear();
    ports.close();
  }

  private Optional<OwnPorts> ownPorts(UdpBinding binding) {
    return switch (settings.ports()) {
      case PortMode.Single _ -> Optional.empty();
      case PortMode.Ephemeral range -> Optional.of(new OwnPorts(transport, binding, range, ports));
    };
  }

  private TftpSettings within(UdpBinding binding) {
    int mtu =
        binding
            .interfaceName()
            .flatMap(Interfaces::named)
            .map(HostInterface::mtu)
            .orElse(settings.mtu());
    return settings.withMtu(Math.min(mtu, settings.mtu()));
  }

  private void tick() {
    try {
      doors.forEach(TftpDoor::tick);
    } catch (RuntimeException defect) {
      // Without a clock every lost packet would end its transfer.
      LOG.error("tftp clock", defect);
    }
    long pause = active() + waiting() > 0 ? TICK : IDLE_TICK;
    try {
      clock.schedule(this::tick, pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.trace("tftp clock stopped");
    }
  }
}
