package io.ironwake.boot;

import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.machine.Quarantines;
import io.ironwake.net.MacAddress;
import io.ironwake.store.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Notices a machine that asks to install again and again, whoever keeps approving it. It counts
 * what the database holds of every replica, so neither a restart nor another replica forgets.
 */
@ApplicationScoped
class LoopGuard {
  private final InstallRows rows;
  private final Installs installs;
  private final Machines machines;
  private final Quarantines quarantines;
  private final DatabaseTime time;
  private final FlightRecorder recorder;
  private final int maxAttempts;
  private final int most;
  private final Duration within;

  LoopGuard(
      InstallRows rows,
      Installs installs,
      Machines machines,
      Quarantines quarantines,
      DatabaseTime time,
      FlightRecorder recorder,
      @ConfigProperty(name = "ironwake.max-attempts", defaultValue = "3") int maxAttempts,
      @ConfigProperty(name = "ironwake.loop-installs", defaultValue = "6") int most,
      @ConfigProperty(name = "ironwake.loop-within", defaultValue = "PT2H") Duration within) {
    this.rows = rows;
    this.installs = installs;
    this.machines = machines;
    this.quarantines = quarantines;
    this.time = time;
    this.recorder = recorder;
    this.maxAttempts = maxAttempts;
    this.most = most;
    this.within = within;
  }

  /**
   * Sets a machine apart that has been handed its installer too often, and ends the install it asks
   * for. Inside the caller's transaction.
   *
   * @return why it gets nothing; empty for a machine that may have the installer
   */
  Optional<String> stopNow(Machine machine, UUID install, MacAddress mac) {
    if (machine.installs() * maxAttempts < most) {
      return Optional.empty();
    }
    Instant since = later(time.now().minus(within), quarantines.countedSinceNow(machine.id()));
    int served = rows.servedSince(machine.id(), since);
    if (served < most) {
      return Optional.empty();
    }
    String reason =
        "it was handed its installer "
            + served
            + " times within "
            + words(within)
            + " and asks for it again: an install loop";
    end(machine, install, reason);
    quarantines.setApartNow(machine.id(), reason);
    recorder.record(
        FlightRecorder.event("HTTP", "quarantine", mac)
            .of(Optional.of(machine.id()))
            .about(install)
            .with(Map.of("reason", reason)));
    return Optional.of(
        "machine '"
            + machine.name()
            + "' is in quarantine: "
            + reason
            + "; an operator releases it");
  }

  private void end(Machine machine, UUID install, String reason) {
    boolean unused = machine.state() instanceof MachineState.Approved;
    LifecycleEvent event =
        unused ? new LifecycleEvent.Cancel() : new LifecycleEvent.Abandon(reason, time.now());
    machines.sendNow(machine.id(), event, "loop-guard", Map.of());
    installs.endNow(install, unused ? "CANCELLED" : "ABANDONED", reason);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static String words(Duration time) {
    return time.toMinutes() % 60 == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
  }
}
