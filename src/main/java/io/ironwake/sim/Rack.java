package io.ironwake.sim;

import io.ironwake.net.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Machines that live at the same time, each on a virtual thread of its own. */
public final class Rack implements AutoCloseable {
  private final List<SimulatedMachine> machines;
  private final Map<String, LifeResult> results = new ConcurrentHashMap<>();
  private final CountDownLatch done;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A rack whose machines are off. */
  public Rack(List<MachineSpec> specs, SimSettings settings, SimListener listener) {
    this.machines =
        specs.stream().map(spec -> new SimulatedMachine(spec, settings, listener)).toList();
    this.done = new CountDownLatch(machines.size());
  }

  /**
   * Machines with consecutive MACs, BIOS and UEFI by turns.
   *
   * @param count 1 to 65535
   * @param first the first machine's MAC, such as 02:00:00:00:00:01
   * @param name a machine's name by its number, from 1 on
   */
  public static List<MachineSpec> specs(int count, MacAddress first, IntFunction<String> name) {
    if (count < 1 || count > 0xFFFF) {
      throw new IllegalArgumentException("a rack has 1 to 65535 machines, got " + count);
    }
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            n ->
                MachineSpec.of(
                    name.apply(n),
                    new MacAddress(first.bits() + n - 1),
                    n % 2 == 1 ? MachineSpec.Firmware.BIOS : MachineSpec.Firmware.UEFI))
        .toList();
  }

  /** Switches every machine on; call it once. */
  public void powerOn(Faults faults) {
    machines.forEach(machine -> threads.execute(() -> live(machine, faults)));
  }

  private void live(SimulatedMachine machine, Faults faults) {
    try {
      results.put(machine.spec().name(), machine.powerOn(faults));
    } finally {
      done.countDown();
    }
  }

  /**
   * Waits until every life has ended, or switches off what is not up in time, and gives a result
   * for each machine in order.
   *
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public List<LifeResult> await(Duration patience) throws InterruptedException {
    if (!done.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      powerOff();
      done.await();
    }
    return results();
  }

  /** The results so far, in the order of the machines. */
  public List<LifeResult> results() {
    Map<String, LifeResult> ordered = new LinkedHashMap<>();
    machines.forEach(
        machine -> {
          LifeResult result = results.get(machine.spec().name());
          if (result != null) {
            ordered.put(machine.spec().name(), result);
          }
        });
    return new ArrayList<>(ordered.values());
  }

  /** The machines, in order. */
  public List<SimulatedMachine> machines() {
    return machines;
  }

  /** Switches every machine off. */
  public void powerOff() {
    machines.forEach(SimulatedMachine::powerOff);
    threads.shutdownNow();
  }

  /** Switches off and waits until no machine does anything any more. */
  @Override
  public void close() {
    powerOff();
    threads.close();
  }
}
