package io.ironwake.address;

import io.ironwake.journal.Audit;
import io.ironwake.problem.Problem;
import io.ironwake.problem.Problem.Kind;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The declared subnets and reservations. Every change is validated against the rest, audited, and
 * in {@link #current} when the call returns. The {@code …Now} methods run inside the caller's
 * transaction.
 */
@Singleton
public class Subnets {
  private final AddressPlans plans;
  private final SubnetRows rows;
  private final ReservationRows reservations;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final Audit audit;
  private final Uuid7 ids;
  private final InstallGuard guard;

  Subnets(
      AddressPlans plans,
      SubnetRows rows,
      ReservationRows reservations,
      Transactions transactions,
      ChangeLog changes,
      Audit audit,
      Uuid7 ids,
      KeptAddresses kept) {
    this.plans = plans;
    this.rows = rows;
    this.reservations = reservations;
    this.transactions = transactions;
    this.changes = changes;
    this.audit = audit;
    this.ids = ids;
    this.guard = new InstallGuard(kept, (subnet, address) -> rows.isLeased(subnet, address));
  }

  /** Everything declared, as last read from the database; never blocks. */
  public AddressPlan current() {
    return plans.plan();
  }

  /**
   * Declares a subnet.
   *
   * @throws Problem INVALID for wrong parts, CONFLICT for a taken name
   */
  public Subnet create(SubnetView view, String actor) {
    return transactions.call(() -> createNow(view, actor));
  }

  /** {@link #create} inside the caller's transaction. */
  public Subnet createNow(SubnetView view, String actor) {
    Subnet subnet = view.toSubnet(ids.next(), 1);
    List<Subnet> others = rows.all();
    others.stream()
        .filter(each -> each.name().equals(subnet.name()))
        .findAny()
        .ifPresent(
            other -> {
              throw Problem.conflict(
                  "a subnet named '"
                      + other.name()
                      + "' exists ("
                      + other.cidr()
                      + "); choose another name or change that one");
            });
    refuse(AddressRules.check(subnet, others, List.of()));
    rows.insert(subnet);
    record(subnet, "create", actor);
    return subnet;
  }

  /**
   * Replaces what is declared of a subnet; an absent name stays.
   *
   * @param version the version the change was made against, when the caller demands one
   * @throws Problem NOT_FOUND, STALE, INVALID, CONFLICT where it would take the address of a
   *     machine that is installing
   */
  public Subnet change(String name, Optional<Long> version, SubnetView view, String actor) {
    return transactions.call(() -> changeNow(name, version, view, actor));
  }

  /** {@link #change} inside the caller's transaction; without a difference it writes nothing. */
  public Subnet changeNow(String name, Optional<Long> version, SubnetView view, String actor) {
    List<Subnet> all = rows.all();
    Subnet old = named(all, name);
    checkVersion("subnet " + name, old.version(), version);
    Subnet unchanged = view.toSubnet(old.id(), old.version());
    if (unchanged.equals(old)) {
      return old;
    }
    Subnet subnet = view.toSubnet(old.id(), old.version() + 1);
    refuse(AddressRules.check(subnet, all, reservations.of(old.id())));
    guard.change(old, subnet);
    if (!rows.update(subnet)) {
      throw stale("subnet " + name);
    }
    record(subnet, "change", actor);
    return subnet;
  }

  /**
   * Deletes a subnet with its reservations and leases.
   *
   * @throws Problem NOT_FOUND, CONFLICT while a machine installs with an address of it
   */
  public void delete(String name, String actor) {
    transactions.run(() -> deleteNow(name, actor));
  }

  /** {@link #delete} inside the caller's transaction. */
  public void deleteNow(String name, String actor) {
    Subnet subnet = named(rows.all(), name);
    guard.delete(subnet);
    reservations
        .of(subnet.id())
        .forEach(each -> changes.record(AddressPlans.RESERVATION, each.id()));
    rows.delete(subnet.id());
    record(subnet, "delete", actor);
  }

  /**
   * Keeps an address for a client, or changes what is kept for it.
   *
   * @throws Problem NOT_FOUND for the subnet, INVALID or CONFLICT for the reservation
   */
  public Reservation reserve(String subnet, ReservationView view, String actor) {
    return transactions.call(() -> reserveNow(subnet, view, actor));
  }

  /** {@link #reserve} inside the caller's transaction; without a difference it writes nothing. */
  public Reservation reserveNow(String subnetName, ReservationView view, String actor) {
    Subnet subnet = named(rows.all(), subnetName);
    Reservation asked = view.toReservation(ids.next(), 1, subnet.id());
    List<Reservation> near = reservations.near(asked);
    Optional<Reservation> old =
        near.stream().filter(each -> each.key().equals(asked.key())).findFirst();
    Reservation next =
        old.map(each -> view.toReservation(each.id(), each.version() + 1, subnet.id()))
            .orElse(asked);
    if (old.filter(each -> each.equals(view.toReservation(each.id(), each.version(), subnet.id())))
        .isPresent()) {
      return old.get();
    }
    refuse(AddressRules.check(next, subnet, near));
    if (old.isEmpty()) {
      reservations.insert(next);
    } else if (!reservations.update(next)) {
      throw stale("the reservation of " + next.key());
    }
    record(next, old.isPresent() ? "change" : "create", actor);
    return next;
  }

  /**
   * Ends a reservation; a lease given under it runs on until it expires.
   *
   * @throws Problem NOT_FOUND
   */
  public void unreserve(String subnetName, ReservationKey key, String actor) {
    transactions.run(
        () -> {
          Subnet subnet = named(rows.all(), subnetName);
          Reservation old =
              reservations.of(subnet.id()).stream()
                  .filter(each -> each.key().equals(key))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          Problem.notFound(
                              "subnet " + subnetName + " has no reservation for " + key));
          reservations.delete(old.id());
          record(old, "delete", actor);
        });
  }

  private static Subnet named(List<Subnet> all, String name) {
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Problem.notFound("there is no subnet named '" + name + "'"));
  }

  private static void checkVersion(String what, long current, Optional<Long> version) {
    if (version.filter(each -> each != current).isPresent()) {
      throw stale(what);
    }
  }

  private static Problem stale(String what) {
    return Problem.of(
        Kind.STALE, what + " was changed meanwhile; read it again and repeat the change");
  }

  private static void refuse(List<String> wrong) {
    if (!wrong.isEmpty()) {
      throw Problem.invalid(String.join("; ", wrong));
    }
  }

  private void record(Subnet subnet, String action, String actor) {
    write(
        AddressPlans.SUBNET,
        subnet.id(),
        action,
        actor,
        Map.of("name", subnet.name(), "cidr", subnet.cidr().toString()));
  }

  private void record(Reservation reservation, String action, String actor) {
    write(
        AddressPlans.RESERVATION,
        reservation.id(),
        action,
        actor,
        Map.of(
            reservation.key().kind().word(),
            reservation.key().text(),
            "address",
            reservation.address().toString()));
  }

  private void write(
      String kind, UUID subject, String action, String actor, Map<String, String> detail) {
    changes.record(kind, subject);
    audit.record(actor, action, kind, subject, Optional.empty(), detail);
  }
}
