package io.ironwake;

import io.ironwake.sim.Faults;
import io.ironwake.sim.LifeResult;
import io.ironwake.sim.Progress;
import io.ironwake.sim.Rack;
import io.ironwake.sim.SimSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the demo shows: unknown machines wait, an operator approves them, they install and boot
 * their disks.
 */
final class DemoStory {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration DISCOVERY = Duration.ofSeconds(30);
  private static final Duration INSTALL = Duration.ofSeconds(120);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final DemoService service;
  private final DemoOperator operator;
  private final Progress progress;
  private final SimSettings settings;
  private final List<DemoMachine> machines = DemoMachine.rack();

  DemoStory(DemoService service, DemoOperator operator, Progress progress, SimSettings settings) {
    this.service = service;
    this.operator = operator;
    this.progress = progress;
    this.settings = settings;
  }

  /** A question that is asked until the answer is yes. */
  @FunctionalInterface
  private interface Look {
    boolean isSo() throws IOException, InterruptedException;
  }

  /** Waits until the service answers, and declares the demo's site: a subnet and two profiles. */
  void prepare() throws IOException, InterruptedException {
    until("the service answers", START, operator::isServed);
    for (DemoMachine machine : machines) {
      operator.forget(machine.name());
      operator.forget(machine.discoveredName());
    }
    operator.declare("subnets", DemoSite.SUBNET);
    operator.declare("profiles", DemoSite.K3OS);
    operator.declare("profiles", DemoSite.FLATCAR);
  }

  /**
   * Plays the rack's life and shows the end as a table.
   *
   * @return true when every machine is up and the service knows it as installed
   */
  boolean play() throws IOException, InterruptedException {
    try (Rack power =
        new Rack(machines.stream().map(DemoMachine::spec).toList(), settings, progress)) {
      power.powerOn(Faults.NONE);
      for (DemoMachine machine : machines) {
        until(
            machine.name() + " is discovered",
            DISCOVERY,
            () -> isIn("DISCOVERED", machine.discoveredName()));
      }
      progress.line("");
      progress.line("All wait, unknown to Ironwake. Now an operator approves each of them, once.");
      progress.line("");
      for (DemoMachine machine : machines) {
        operator.approve(machine);
        progress.note(machine.name(), "approved", machine.profile() + " to " + machine.disk());
      }
      return end(power.await(INSTALL));
    }
  }

  private boolean end(List<LifeResult> results) throws IOException, InterruptedException {
    progress.line("");
    progress.line(row("machine", "MAC", "Ironwake says", "the machine says"));
    boolean good = true;
    for (int i = 0; i < machines.size(); i++) {
      DemoMachine machine = machines.get(i);
      LifeResult result = results.get(i);
      String state = operator.state(machine.name()).orElse("unknown");
      good &= result.isUp() && state.equals("INSTALLED");
      progress.line(row(machine.name(), machine.spec().mac().toString(), state, result.text()));
    }
    progress.line("");
    progress.line(
        good ? "All are installed, each once, and run from their disks." : "Not all came up.");
    return good;
  }

  private static String row(String machine, String mac, String state, String text) {
    return String.format(Locale.ROOT, "  %-10s %-18s %-14s %s", machine, mac, state, text);
  }

  private boolean isIn(String state, String machine) throws IOException, InterruptedException {
    return operator.state(machine).equals(Optional.of(state));
  }

  private void until(String what, Duration patience, Look look)
      throws IOException, InterruptedException {
    long looks = patience.dividedBy(BETWEEN_LOOKS);
    for (long i = 0; i < looks; i++) {
      if (look.isSo()) {
        return;
      }
      if (service.endsWithin(BETWEEN_LOOKS)) {
        throw new IOException("the service stopped before " + what);
      }
    }
    throw new IOException("it took over " + patience.toSeconds() + " s until " + what);
  }
}
