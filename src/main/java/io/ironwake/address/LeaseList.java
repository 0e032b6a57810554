package io.ironwake.address;

import io.ironwake.store.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The leases as operators read them, from memory. */
@ApplicationScoped
public class LeaseList {
  private final Leases leases;
  private final Subnets subnets;
  private final DatabaseTime time;

  LeaseList(Leases leases, Subnets subnets, DatabaseTime time) {
    this.leases = leases;
    this.subnets = subnets;
    this.time = time;
  }

  /** What the filter admits, by address. */
  public List<LeaseView> find(LeaseFilter filter) {
    Instant now = time.reckoned();
    AddressPlan plan = subnets.current();
    return leases.leases().stream()
        .flatMap(
            lease ->
                plan.byId(lease.subnet()).stream()
                    .map(subnet -> LeaseView.of(lease, subnet.name(), now)))
        .filter(filter::admits)
        .sorted(Comparator.comparing(LeaseView::sortKey))
        .toList();
  }
}
