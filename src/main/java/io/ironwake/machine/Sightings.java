package io.ironwake.machine;

import io.ironwake.net.MacAddress;
import io.ironwake.net.SmbiosUuid;
import io.ironwake.problem.Problem;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes down who was heard on the network, and what it presented of itself. */
@ApplicationScoped
public class Sightings {
  /** A flood of made-up MACs must not fill the database. */
  private static final int DISCOVERED_LIMIT = 10_000;

  private final MachineRows rows;
  private final MachineLedger ledger;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Uuid7 ids;

  Sightings(
      MachineRows rows,
      MachineLedger ledger,
      Transactions transactions,
      ChangeLog changes,
      Uuid7 ids) {
    this.rows = rows;
    this.ledger = ledger;
    this.transactions = transactions;
    this.changes = changes;
    this.ids = ids;
  }

  /**
   * Writes down a boot client: a new Discovered machine for an unknown MAC, or what a known machine
   * presents for the first time. An unknown NIC with a known machine's SMBIOS uuid is proposed to
   * join it.
   *
   * @throws Problem CONFLICT when there are as many merely discovered machines as a site can look
   *     through
   */
  public void seen(MacAddress mac, Optional<UUID> smbiosUuid, Optional<String> serial) {
    transactions.run(
        () -> {
          Optional<UUID> owner = rows.ownerOf(mac);
          if (owner.isPresent()) {
            identifyNow(owner.get(), smbiosUuid, serial);
          } else {
            discoverNow(mac, smbiosUuid, serial);
          }
        });
  }

  private void discoverNow(MacAddress mac, Optional<UUID> smbiosUuid, Optional<String> serial) {
    if (rows.count("state", "DISCOVERED") >= DISCOVERED_LIMIT) {
      throw Problem.conflict(
          DISCOVERED_LIMIT + " machines wait as DISCOVERED already; approve, adopt or delete some");
    }
    Optional<UUID> known = smbiosUuid.flatMap(rows::bySmbiosUuid).map(other -> other.id);
    MachineEntity row = ledger.newRow(freeName(mac));
    known.ifPresentOrElse(other -> {}, () -> row.smbiosUuid = smbiosUuid.orElse(null));
    row.serial = known.isPresent() ? null : serial.orElse(null);
    rows.persistAndFlush(row);
    rows.addNic(mac, row.id, known);
    ledger.record(row.id, "machine", "discover", Map.of("mac", mac.toString()));
  }

  private String freeName(MacAddress mac) {
    return rows.count("name", mac.dashed()) == 0
        ? mac.dashed()
        : mac.dashed() + "-" + ids.next().toString().substring(24);
  }

  /**
   * Records what a boot client presented for the first time: its SMBIOS uuid and serial. Inside the
   * caller's transaction.
   */
  public void identifyNow(UUID id, Optional<UUID> smbiosUuid, Optional<String> serial) {
    identifyNow(id, smbiosUuid, serial, anotherNow(id, smbiosUuid));
  }

  /**
   * The same for a caller that has asked {@link #anotherNow} in this transaction.
   *
   * @param another what it answered
   */
  public void identifyNow(
      UUID id, Optional<UUID> smbiosUuid, Optional<String> serial, Optional<String> another) {
    MachineEntity row = ledger.row(id);
    if (isStranger(row, smbiosUuid, serial)
        || isProposedNow(row, smbiosUuid)
        || another.isPresent()) {
      return;
    }
    boolean newUuid = row.smbiosUuid == null && smbiosUuid.isPresent();
    boolean newSerial = row.serial == null && serial.isPresent();
    if (newUuid || newSerial) {
      smbiosUuid.filter(x -> newUuid).ifPresent(uuid -> row.smbiosUuid = uuid);
      serial.filter(x -> newSerial).ifPresent(text -> row.serial = text);
      changes.record(Machines.KIND, id);
    }
  }

  /**
   * True when one of the two says that this is another machine: then the other must not be recorded
   * either.
   */
  private static boolean isStranger(
      MachineEntity row, Optional<UUID> smbiosUuid, Optional<String> serial) {
    Optional<UUID> ownUuid = Optional.ofNullable(row.smbiosUuid);
    Optional<String> ownSerial = Optional.ofNullable(row.serial);
    return ownUuid.isPresent()
            && smbiosUuid.filter(uuid -> !SmbiosUuid.same(ownUuid.get(), uuid)).isPresent()
        || ownSerial.isPresent()
            && serial.filter(text -> !text.equals(ownSerial.get())).isPresent();
  }

  /**
   * Proposes the NICs of a mere discovery to the machine whose uuid it presents, if there is one.
   */
  private boolean isProposedNow(MachineEntity row, Optional<UUID> smbiosUuid) {
    if (row.smbiosUuid != null || row.installs > 0 || !row.state.equals("DISCOVERED")) {
      return false;
    }
    Optional<UUID> owner = smbiosUuid.flatMap(rows::bySmbiosUuid).map(other -> other.id);
    owner.ifPresent(
        id ->
            rows.nics(row.id).stream()
                .filter(nic -> !nic.proposed().equals(owner))
                .forEach(
                    nic -> {
                      rows.propose(nic.mac(), id);
                      changes.record(Machines.KIND, row.id);
                    }));
    return owner.isPresent();
  }

  /**
   * Proposes a NIC that an inspector saw in a machine to that machine, when it is recorded as a
   * machine of its own that is a mere discovery. A NIC of any other machine stays where it is: an
   * install approved for it must not follow it. Inside the caller's transaction.
   */
  void seenInsideNow(MacAddress mac, UUID machine) {
    rows.ownerOf(mac)
        .filter(owner -> !owner.equals(machine))
        .map(ledger::row)
        .filter(owner -> owner.installs == 0 && owner.state.equals("DISCOVERED"))
        .ifPresent(
            owner -> {
              rows.propose(mac, machine);
              changes.record(Machines.KIND, owner.id);
            });
  }

  /**
   * The name of another machine that is known by this SMBIOS uuid: then the NIC sits in that one,
   * whatever it was declared for. A NIC that was proposed to it while merely discovered is no such
   * case: who approves it then has seen the proposal (boards exist that share a uuid). Inside the
   * caller's transaction.
   */
  public Optional<String> anotherNow(UUID id, Optional<UUID> smbiosUuid) {
    return smbiosUuid
        .flatMap(rows::bySmbiosUuid)
        .filter(other -> !other.id.equals(id))
        .filter(other -> rows.nics(id).stream().noneMatch(nic -> isProposedTo(nic, other)))
        .map(other -> other.name);
  }

  private static boolean isProposedTo(Machine.Nic nic, MachineEntity other) {
    return nic.proposed().equals(Optional.of(other.id));
  }
}
