package io.ironwake.boot;

import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.machine.Sightings;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes down the boot clients that DHCP hears of, off the event loop: an unknown MAC becomes a
 * Discovered machine, a known machine gets its SMBIOS uuid and serial. The queue is bounded; what
 * does not fit is heard again at the next packet.
 */
@ApplicationScoped
class Discoveries {
  private static final Logger LOG = Logger.getLogger(Discoveries.class);
  private static final int WAITING = 1024;
  private static final int PER_SECOND = 200;
  private static final long WAIT_MILLIS = 200;

  private record Heard(MacAddress mac, Optional<UUID> uuid, Optional<String> serial) {}

  private final Machines machines;
  private final Sightings sightings;
  private final BlockingQueue<Heard> queue = new ArrayBlockingQueue<>(WAITING);
  private final Map<MacAddress, Heard> waiting = new ConcurrentHashMap<>();
  private final Thread worker =
      Thread.ofPlatform().name("discoveries").daemon().unstarted(this::work);
  private final Clock clock;
  private volatile boolean stopped;
  private long second;
  private int taken;

  Discoveries(Machines machines, Sightings sightings, Clock clock) {
    this.clock = clock;
    this.machines = machines;
    this.sightings = sightings;
  }

  void start() {
    worker.start();
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
  }

  /** Takes note of a client when it is news; never blocks. */
  void heard(BootRequest request) {
    if (request.mac().isMulticast() || request.mac().isZero() || !isNews(request)) {
      return;
    }
    if (!mayTakeOne()) {
      return;
    }
    Heard heard = new Heard(request.mac(), request.smbiosUuid(), request.serial());
    if (waiting.putIfAbsent(heard.mac, heard) == null && !queue.offer(heard)) {
      waiting.remove(heard.mac);
    }
  }

  /** A flood of made-up MACs fills the list at this rate only; a real machine asks again. */
  private synchronized boolean mayTakeOne() {
    long now = clock.millis() / 1000;
    if (now != second) {
      second = now;
      taken = 0;
    }
    return ++taken <= PER_SECOND;
  }

  private boolean isNews(BootRequest request) {
    Optional<Machine> machine = machines.snapshot().byMac(request.mac());
    return machine.isEmpty()
        || machine.get().smbiosUuid().isEmpty() && request.smbiosUuid().isPresent()
        || machine.get().serial().isEmpty() && request.serial().isPresent();
  }

  private void work() {
    while (!stopped) {
      try {
        Heard heard = queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (heard != null) {
          waiting.remove(heard.mac);
          sightings.seen(heard.mac, heard.uuid, heard.serial);
        }
      } catch (InterruptedException e) {
        return;
      } catch (Problem e) {
        LOG.debugf("discovery put off: %s", e.detail());
      } catch (RuntimeException e) {
        LOG.warn(
            "a discovered machine could not be written down; it is tried again at its next packet",
            e);
      }
    }
  }
}
