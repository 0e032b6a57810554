package io.ironwake.sim;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A machine with a disk that outlives its lives. */
public final class SimulatedMachine {
  private final MachineSpec spec;
  private final SimSettings settings;
  private final SimListener listener;
  private final Disk disk = new Disk();
  private final AtomicInteger lives = new AtomicInteger();
  private volatile Optional<Life> life = Optional.empty();

  /** A machine that is off, with an empty disk. */
  public SimulatedMachine(MachineSpec spec, SimSettings settings, SimListener listener) {
    this.spec = spec;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Switches it on and lives until a system runs from the disk, it can get no further, or it loses
   * power. Blocks; meant for a virtual thread.
   */
  public LifeResult powerOn(Faults faults) {
    long nth = (long) lives.getAndIncrement() << 48;
    SplittableRandom random = new SplittableRandom(faults.seed() ^ spec.mac().bits() ^ nth);
    Life next = new Life(spec, settings, disk, listener, faults, random);
    life = Optional.of(next);
    return next.live();
  }

  /** Switches it off, from any thread: the life that runs ends at once. */
  public void powerOff() {
    life.ifPresent(Life::powerOff);
  }

  public MachineSpec spec() {
    return spec;
  }

  public Disk disk() {
    return disk;
  }
}
