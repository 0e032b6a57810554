package io.ironwake.sim;

import io.ironwake.sim.ipxe.IpxeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One life of a machine, from power on until a system runs, it gives up or it loses power. */
final class Life {
  private static final Duration NOTHING_TO_BOOT = Duration.ofSeconds(10);

  private final MachineSpec spec;
  private final SimSettings settings;
  private final Disk disk;
  private final Faults faults;
  private final LifeLog log;
  private final Power power;
  private final Wire wire;
  private final DhcpClient dhcp;

  Life(
      MachineSpec spec,
      SimSettings settings,
      Disk disk,
      SimListener listener,
      Faults faults,
      RandomGenerator random) {
    this.spec = spec;
    this.settings = settings;
    this.disk = disk;
    this.faults = faults;
    this.log = new LifeLog(spec.name(), listener, faults);
    this.power = new Power(settings);
    this.wire = new Wire(faults, random, power);
    this.dhcp =
        new DhcpClient(settings, new DhcpRequests(spec, settings.giaddr()), wire, random, log);
  }

  LifeResult live() {
    try {
      log.reached(Step.POWER_ON, spec.firmware() + " firmware, MAC " + spec.mac());
      return bootUntilUp();
    } catch (PowerLost lost) {
      return log.stopped(Step.POWER_OFF, String.valueOf(lost.getMessage()));
    } catch (MachineStopped
        | IpxeException
        | UncheckedIOException
        | IllegalArgumentException stopped) {
      return log.stopped(Step.STOPPED, String.valueOf(stopped.getMessage()));
    }
  }

  private LifeResult bootUntilUp() {
    for (int boot = 1; boot <= settings.maxBoots(); boot++) {
      Optional<String> system = bootOnce();
      if (system.isPresent()) {
        return new LifeResult.Up(spec.name(), system.get(), disk.installs());
      }
    }
    return log.stopped(Step.STOPPED, "gave up after " + settings.maxBoots() + " network boots");
  }

  private Optional<String> bootOnce() {
    SourceAddress source = new SourceAddress(settings.giaddr().toInetAddress());
    Optional<Lease> lease = Optional.empty();
    String why = "";
    try {
      lease = Optional.of(dhcp.acquire(Stage.FIRMWARE));
      source = SourceAddress.of(lease.get().address(), settings.giaddr());
    } catch (IOException silence) {
      why = String.valueOf(silence.getMessage());
    }
    try (Web web = new Web(source, log)) {
      Board board = new Board(spec, settings, disk, web, log, power);
      BootTarget failed = new BootTarget.LocalDisk(false, why);
      BootTarget target = lease.isPresent() ? boot(board, source, lease.get()) : failed;
      return act(board, target);
    }
  }

  private BootTarget boot(Board board, SourceAddress source, Lease lease) {
    try {
      return new NetworkBoot(board, faults, dhcp, new TftpClient(settings, wire, source))
          .boot(lease);
    } catch (IOException failed) {
      power.check();
      return new BootTarget.LocalDisk(false, String.valueOf(failed.getMessage()));
    }
  }

  private Optional<String> act(Board board, BootTarget target) {
    Optional<String> system =
        switch (target) {
          case BootTarget.Kernel kernel -> Guest.of(board, kernel.arguments()).run();
          case BootTarget.LocalDisk local -> bootDisk(board, local);
          case BootTarget.Again again -> Optional.empty();
        };
    if (system.isEmpty()) {
      log.reached(Step.REBOOT, "restarts");
    }
    return system;
  }

  private Optional<String> bootDisk(Board board, BootTarget.LocalDisk local) {
    if (local.told()) {
      log.reached(Step.LOCAL_BOOT, local.why());
    }
    if (!disk.content().boots()) {
      log.reached(Step.NOTHING, "no bootable disk (" + local.why() + ")");
      power.pause(NOTHING_TO_BOOT);
      return Optional.empty();
    }
    return Optional.of(
        switch (disk.content()) {
          case DiskContent.K3os k3os -> new K3osSystem(board).start(k3os);
          case DiskContent.Flatcar flatcar -> new FlatcarSystem(board).start(flatcar);
          case DiskContent.Empty empty ->
              throw new IllegalStateException("an empty disk boots nothing");
        });
  }

  void powerOff() {
    power.switchOff();
  }
}
