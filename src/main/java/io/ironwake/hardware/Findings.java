package io.ironwake.hardware;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSnapshot;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is wrong with which machine, computed from the snapshots: it is there while its cause is.
 * With many machines it is computed anew at most a tenth of the time.
 */
@ApplicationScoped
public class Findings {
  private static final int SHARE = 10;

  /** What takes longer than this is left to the sweep, which {@link #fresh} serves. */
  private static final long SOON_MILLIS = 50;

  private static final long STALE_MILLIS = 60_000;

  private final Machines machines;
  private final Expectations expectations;
  private final Clock clock;
  private volatile Computed computed = new Computed(Optional.empty(), List.of(), Map.of(), 0, 0);

  Findings(Machines machines, Expectations expectations, Clock clock) {
    this.machines = machines;
    this.expectations = expectations;
    this.clock = clock;
  }

  private record Computed(
      Optional<MachineSnapshot> of,
      List<Expectations.Stored> expected,
      Map<UUID, List<Finding>> findings,
      long at,
      long took) {}

  /** The findings of one machine; empty when nothing is wrong. */
  public List<Finding> of(UUID machine) {
    return all().getOrDefault(machine, List.of());
  }

  /** The findings of all machines that have any. */
  public Map<UUID, List<Finding>> all() {
    Computed known = computed;
    MachineSnapshot now = machines.snapshot();
    boolean current =
        known.of.filter(it -> it == now).isPresent() && known.expected == expectations.all();
    boolean swept = known.took > SOON_MILLIS && clock.millis() < known.at + STALE_MILLIS;
    return current || swept ? known.findings : compute(now);
  }

  /** The same, computed anew if it must be, however long that takes. */
  Map<UUID, List<Finding>> fresh() {
    boolean early = clock.millis() < computed.at + SHARE * computed.took;
    return early ? computed.findings : compute(machines.snapshot());
  }

  private synchronized Map<UUID, List<Finding>> compute(MachineSnapshot now) {
    List<Expectations.Stored> expected = expectations.all();
    if (computed.of.filter(it -> it == now).isPresent() && computed.expected == expected) {
      return computed.findings;
    }
    long begin = clock.millis();
    Map<UUID, ExpectedHardware> byMachine = new HashMap<>();
    expected.forEach(it -> it.machine().ifPresent(id -> byMachine.put(id, it.expected())));
    Identities identities = new Identities(now.all());
    Map<UUID, List<Finding>> found = new HashMap<>();
    for (Machine machine : now.all()) {
      if (!(machine.state() instanceof MachineState.Retired)) {
        List<Finding> its =
            FindingRules.of(machine, identities, Optional.ofNullable(byMachine.get(machine.id())));
        if (!its.isEmpty()) {
          found.put(machine.id(), its);
        }
      }
    }
    long end = clock.millis();
    computed = new Computed(Optional.of(now), expected, Map.copyOf(found), end, end - begin);
    return computed.findings;
  }
}
