package io.ironwake.hardware;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSnapshot;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import io.ironwake.store.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Recognises expected hardware when it turns up: the machine gets its name, labels and profile
 * where an operator has said nothing else. Nothing is approved by it.
 */
@ApplicationScoped
class Arrivals {
  private static final Logger LOG = Logger.getLogger(Arrivals.class);
  private static final String ACTOR = "expected-hardware";

  private final Expectations expectations;
  private final Machines machines;
  private final Profiles profiles;
  private final Transactions transactions;
  private Optional<MachineSnapshot> looked = Optional.empty();
  private List<Expectations.Stored> expected = List.of();

  Arrivals(
      Expectations expectations, Machines machines, Profiles profiles, Transactions transactions) {
    this.expectations = expectations;
    this.machines = machines;
    this.profiles = profiles;
    this.transactions = transactions;
  }

  @Scheduled(
      every = "{ironwake.sweep-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  synchronized void look() {
    MachineSnapshot now = machines.snapshot();
    List<Expectations.Stored> waiting = expectations.all();
    if (waiting.isEmpty() || looked.filter(it -> it == now).isPresent() && expected == waiting) {
      return;
    }
    Identities identities = new Identities(now.all());
    boolean done = true;
    for (Expectations.Stored each : waiting) {
      if (each.machine().flatMap(now::byId).isEmpty()) {
        done &= arrival(each.expected(), identities).map(it -> isTaken(each, it)).orElse(true);
      }
    }
    looked = done ? Optional.of(now) : Optional.empty();
    expected = waiting;
  }

  private static Optional<Machine> arrival(ExpectedHardware wanted, Identities identities) {
    return Stream.of(
            wanted.uuid().stream().flatMap(it -> identities.withUuid(it).stream()),
            wanted.serial().stream().flatMap(it -> identities.withSerial(it).stream()),
            wanted.macs().stream().flatMap(it -> identities.owner(it).stream()),
            wanted.macs().stream().flatMap(it -> identities.seenWith(it).stream()))
        .flatMap(it -> it)
        .filter(wanted::isMetBy)
        .findFirst();
  }

  /** False when it is to be tried again. */
  private boolean isTaken(Expectations.Stored stored, Machine seen) {
    try {
      transactions.run(() -> takeNow(stored, seen.id()));
      return true;
    } catch (Problem e) {
      LOG.warnf(
          "machine=%s expected=%s is not named yet: %s",
          seen.name(), stored.expected().name(), e.detail());
      return e.kind() != Problem.Kind.UNAVAILABLE;
    }
  }

  private void takeNow(Expectations.Stored stored, UUID id) {
    Machine machine = machines.currentNow(id);
    if (!stored.expected().isMetBy(machine) || !expectations.matchedNow(stored, id)) {
      return;
    }
    MachineSpec spec = spec(stored.expected(), machine);
    if (!spec.said().isEmpty()) {
      machines.changeNow(id, Optional.empty(), spec, ACTOR);
    }
    LOG.infof("machine=%s expected=%s has arrived", machine.name(), stored.expected().name());
  }

  /** What it is to be, as far as it is a mere discovery or nothing was said. */
  private MachineSpec spec(ExpectedHardware wanted, Machine machine) {
    Map<String, String> labels = new HashMap<>(wanted.labels());
    labels.putAll(machine.labels());
    return new MachineSpec(
        Optional.of(wanted.name()).filter(name -> mayBeNamed(machine, name)),
        Optional.empty(),
        wanted
            .profile()
            .filter(name -> machine.profile().isEmpty())
            .flatMap(profiles::byName)
            .map(StoredProfile::id)
            .map(Optional::of),
        Optional.empty(),
        Optional.empty(),
        Optional.of(labels).filter(all -> !all.equals(machine.labels())),
        Optional.empty(),
        Optional.empty());
  }

  /** A name made of its MAC is nobody's choice; one that is taken stays with its machine. */
  private boolean mayBeNamed(Machine machine, String name) {
    boolean discovered =
        machine.state() instanceof MachineState.Discovered
            && machine.nics().stream()
                .anyMatch(nic -> machine.name().startsWith(nic.mac().dashed()));
    return discovered && machines.snapshot().byName(name).isEmpty();
  }
}
