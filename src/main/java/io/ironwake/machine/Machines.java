package io.ironwake.machine;

import io.ironwake.journal.Audit;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.profile.GuardView;
import io.ironwake.store.ChangeListener;
import io.ironwake.store.Transactions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** All machines: the database holds the truth, {@link #snapshot} follows it in memory. */
@ApplicationScoped
public class Machines implements ChangeListener {
  /** The kind of its change log and audit rows. */
  public static final String KIND = "machine";

  private final MachineRows rows;
  private final Transactions transactions;
  private final Audit audit;
  private final MachineLedger ledger;
  private volatile MachineSnapshot snapshot = MachineSnapshot.EMPTY;

  Machines(MachineRows rows, Transactions transactions, Audit audit, MachineLedger ledger) {
    this.rows = rows;
    this.transactions = transactions;
    this.audit = audit;
    this.ledger = ledger;
  }

  /** All machines as last read from the database; never blocks. */
  public MachineSnapshot snapshot() {
    return snapshot;
  }

  /**
   * Creates a machine in state Discovered.
   *
   * @throws Problem INVALID for a wrong or missing part, CONFLICT for a name or MAC that is taken
   */
  public Machine create(MachineSpec spec, String actor) {
    return transactions.call(() -> createNow(spec, actor));
  }

  /** {@link #create} inside the caller's transaction. */
  public Machine createNow(MachineSpec spec, String actor) {
    List<MacAddress> macs = spec.macs().orElse(List.of());
    if (macs.isEmpty()) {
      throw Problem.invalid("a machine needs at least one MAC address in macs");
    }
    String name = spec.name().orElse(macs.getFirst().dashed());
    checkNameFree(name);
    MachineEntity row = ledger.newRow(name);
    set(row, spec);
    rows.persistAndFlush(row);
    macs.forEach(mac -> addNic(mac, row.id));
    return ledger.record(
        row.id,
        actor,
        "create",
        Map.of("name", name, "macs", macs.stream().map(MacAddress::toString).toList()));
  }

  private void checkNameFree(String name) {
    if (rows.count("name", name) > 0) {
      throw Problem.conflict(
          "a machine named '" + name + "' exists; choose another name or change that one");
    }
  }

  private void addNic(MacAddress mac, UUID machine) {
    rows.ownerOf(mac)
        .ifPresent(
            owner -> {
              String other =
                  rows.findByIdOptional(owner).map(row -> row.name).orElse("an unknown machine");
              throw Problem.conflict(
                  "MAC "
                      + mac
                      + " belongs to machine '"
                      + other
                      + "'; delete that one or join the NIC instead");
            });
    rows.addNic(mac, machine, Optional.empty());
  }

  /**
   * Changes what an operator may say of a machine.
   *
   * @param version the version the change was made against, when the caller demands one
   * @throws Problem NOT_FOUND, STALE when {@code version} is not the current one, CONFLICT for a
   *     name or MAC that is taken
   */
  public Machine change(UUID id, Optional<Long> version, MachineSpec spec, String actor) {
    return transactions.call(() -> changeNow(id, version, spec, actor));
  }

  /** {@link #change} inside the caller's transaction. */
  public Machine changeNow(UUID id, Optional<Long> version, MachineSpec spec, String actor) {
    MachineEntity row = ledger.row(id);
    MachineLedger.checkVersion(row, version);
    spec.name().filter(name -> !name.equals(row.name)).ifPresent(this::checkNameFree);
    set(row, spec);
    for (MacAddress mac : spec.macs().orElse(List.of())) {
      if (!rows.ownerOf(mac).equals(Optional.of(id))) {
        addNic(mac, id);
      }
    }
    return ledger.record(id, actor, "change", Map.of("changed", spec.said()));
  }

  private void set(MachineEntity row, MachineSpec spec) {
    spec.name().ifPresent(name -> row.name = name);
    spec.profile().ifPresent(profile -> row.profile = profile.orElse(null));
    spec.arguments().ifPresent(arguments -> row.arguments = rows.write(arguments));
    spec.disk().ifPresent(disk -> row.disk = disk.orElse(null));
    spec.labels().ifPresent(labels -> row.labels = rows.write(labels));
    spec.variables().ifPresent(values -> rows.setVariables(row, values));
    spec.guard()
        .ifPresent(guard -> row.guard = guard.map(GuardView::of).map(rows::write).orElse(null));
    spec.live().ifPresent(live -> row.live = live.orElse(null));
    spec.liveOnce().ifPresent(once -> row.liveOnce = once);
    spec.loader().ifPresent(choice -> row.loader = choice.map(LoaderChoice::text).orElse(null));
    spec.localBoot().ifPresent(way -> row.localBoot = way.map(LocalBoot::word).orElse(null));
  }

  /**
   * Sends an event to a machine in a transaction of its own.
   *
   * @throws Problem ILLEGAL_TRANSITION with the state and what it allows, STALE, NOT_FOUND
   */
  public Machine send(UUID id, Optional<Long> version, LifecycleEvent event, String actor) {
    return transactions.call(
        () -> {
          MachineLedger.checkVersion(ledger.row(id), version);
          return sendNow(id, event, actor, Map.of());
        });
  }

  /**
   * Sends an event inside the caller's transaction, with its audit row.
   *
   * @param detail further facts for the audit row, without secrets
   */
  public Machine sendNow(UUID id, LifecycleEvent event, String actor, Map<String, ?> detail) {
    MachineEntity row = ledger.row(id);
    MachineState from = StateJson.read(row.stateData);
    if (row.locked
        && (event instanceof LifecycleEvent.Approve || event instanceof LifecycleEvent.Retire)) {
      throw Problem.conflict("machine '" + row.name + "' is locked; unlock it first");
    }
    if (row.quarantinedAt != null && event instanceof LifecycleEvent.Approve) {
      throw Problem.conflict(
          "machine '"
              + row.name
              + "' is in quarantine: "
              + row.quarantineReason
              + "; find out why, then release it");
    }
    return switch (Lifecycle.apply(from, event)) {
      case Transition.Moved moved -> {
        ledger.put(row, moved.to());
        yield ledger.record(id, actor, event.name(), audited(detail, from, moved.to()));
      }
      case Transition.Unchanged unchanged -> {
        audit.record(actor, event.name(), KIND, id, Optional.of(id), audited(detail, from, from));
        yield rows.machine(row, rows.nics(id));
      }
      case Transition.Refused refused -> throw refusal(row.name, from, event, refused);
    };
  }

  private static Map<String, Object> audited(
      Map<String, ?> detail, MachineState from, MachineState to) {
    Map<String, Object> all = new java.util.LinkedHashMap<>(detail);
    all.put("from", from.name());
    all.put("to", to.name());
    if (to instanceof MachineState.Failed failed) {
      all.put("reason", failed.reason());
    }
    return all;
  }

  private static Problem refusal(
      String name, MachineState from, LifecycleEvent event, Transition.Refused refused) {
    return Problem.of(
        Problem.Kind.ILLEGAL_TRANSITION,
        event.name() + " is not possible for machine '" + name + "': " + refused.why(),
        Map.of("state", from.name(), "allowed", Lifecycle.operatorEvents(from)));
  }

  /** Locks or unlocks: a locked machine refuses approve, retire and delete. */
  public Machine lock(UUID id, boolean locked, String actor) {
    return transactions.call(
        () -> {
          ledger.row(id).locked = locked;
          return ledger.record(id, actor, locked ? "lock" : "unlock", Map.of());
        });
  }

  /**
   * Deletes a machine; its audit rows stay.
   *
   * @throws Problem ILLEGAL_TRANSITION unless it is Discovered or Retired, CONFLICT when it is
   *     locked
   */
  public void delete(UUID id, Optional<Long> version, String actor) {
    transactions.run(() -> deleteNow(id, version, actor));
  }

  /** {@link #delete} inside the caller's transaction. */
  public void deleteNow(UUID id, Optional<Long> version, String actor) {
    MachineEntity row = ledger.row(id);
    MachineLedger.checkVersion(row, version);
    MachineState state = StateJson.read(row.stateData);
    if (!Lifecycle.operatorEvents(state).contains("delete")) {
      throw Problem.of(
          Problem.Kind.ILLEGAL_TRANSITION,
          "machine '"
              + row.name
              + "' is "
              + row.state
              + "; only DISCOVERED and RETIRED machines can be deleted",
          Map.of("state", row.state, "allowed", Lifecycle.operatorEvents(state)));
    }
    if (row.locked) {
      throw Problem.conflict("machine '" + row.name + "' is locked; unlock it first");
    }
    List<String> macs = rows.nics(id).stream().map(nic -> nic.mac().toString()).toList();
    rows.removeNics(id);
    ledger.forget(row, actor, Map.of("name", row.name, "macs", macs));
  }

  /** Counts one more install and returns its number. Inside the caller's transaction. */
  public int nextInstallNow(UUID id) {
    return ++ledger.row(id).installs;
  }

  /** Forgets a one-shot Live profile after it was served. Inside the caller's transaction. */
  public void liveServedNow(UUID id) {
    MachineEntity row = ledger.row(id);
    if (row.liveOnce) {
      row.live = null;
      row.liveOnce = false;
      ledger.record(id, "machine", "live-served", Map.of());
    }
  }

  /** The machine as the database has it now. Inside the caller's transaction. */
  public Machine currentNow(UUID id) {
    return rows.machine(ledger.row(id), rows.nics(id));
  }

  /** The machine that owns a MAC as the database has it now. Inside the caller's transaction. */
  public Optional<Machine> ownerNow(MacAddress mac) {
    return rows.owner(mac);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void reload() {
    snapshot = MachineSnapshot.of(QuarkusTransaction.requiringNew().call(rows::all));
  }

  @Override
  public void changed(UUID subject) {
    changed(Set.of(subject));
  }

  @Override
  public void changed(Set<UUID> subjects) {
    Map<UUID, Machine> read =
        QuarkusTransaction.requiringNew().call(() -> rows.machines(List.copyOf(subjects)));
    MachineSnapshot next = snapshot;
    for (UUID subject : subjects) {
      next = next.with(subject, Optional.ofNullable(read.get(subject)));
    }
    snapshot = next;
  }
}
