package io.ironwake.address;

import io.ironwake.store.ChangeListener;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Keeps the current {@link AddressPlan}: one listener follows the subnets, one the reservations.
 */
@Singleton
class AddressPlans {
  static final String SUBNET = "subnet";
  static final String RESERVATION = "reservation";

  record Parts(List<Subnet> subnets, Map<UUID, Reservation> reservations) {
    AddressPlan plan() {
      Map<UUID, Reservations> bySubnet =
          reservations.values().stream()
              .collect(
                  Collectors.groupingBy(
                      Reservation::subnet,
                      Collectors.collectingAndThen(Collectors.toList(), Reservations::new)));
      return new AddressPlan(subnets, bySubnet);
    }
  }

  private Parts parts = new Parts(List.of(), Map.of());
  private volatile AddressPlan plan = AddressPlan.EMPTY;

  AddressPlan plan() {
    return plan;
  }

  // Not private: the listeners call it through the container's proxy, which passes on no private
  // method.
  synchronized void change(UnaryOperator<Parts> step) {
    parts = step.apply(parts);
    plan = parts.plan();
  }

  /** Follows the subnets; there are few, so any change reads them all. */
  @ApplicationScoped
  static class SubnetListener implements ChangeListener {
    private final AddressPlans plans;
    private final SubnetRows rows;

    SubnetListener(AddressPlans plans, SubnetRows rows) {
      this.plans = plans;
      this.rows = rows;
    }

    @Override
    public String kind() {
      return SUBNET;
    }

    @Override
    public void reload() {
      List<Subnet> read = QuarkusTransaction.requiringNew().call(rows::all);
      plans.change(old -> new Parts(read, old.reservations));
    }

    @Override
    public void changed(UUID subject) {
      reload();
    }
  }

  /** Follows the reservations one by one; a site may have tens of thousands. */
  @ApplicationScoped
  static class ReservationListener implements ChangeListener {
    private final AddressPlans plans;
    private final ReservationRows rows;

    ReservationListener(AddressPlans plans, ReservationRows rows) {
      this.plans = plans;
      this.rows = rows;
    }

    @Override
    public String kind() {
      return RESERVATION;
    }

    @Override
    public void reload() {
      List<Reservation> read = QuarkusTransaction.requiringNew().call(rows::all);
      Map<UUID, Reservation> byId =
          read.stream().collect(Collectors.toMap(Reservation::id, each -> each));
      plans.change(old -> new Parts(old.subnets, byId));
    }

    @Override
    public void changed(UUID subject) {
      var row = QuarkusTransaction.requiringNew().call(() -> rows.byId(subject));
      plans.change(
          old -> {
            Map<UUID, Reservation> next = new HashMap<>(old.reservations);
            next.remove(subject);
            row.ifPresent(each -> next.put(subject, each));
            return new Parts(old.subnets, next);
          });
    }
  }
}
