package io.ironwake.address;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Once a minute: forgets long ended leases and looks for new addresses of this host. */
@ApplicationScoped
class LeaseSweep {
  private final Leases leases;
  private final OwnAddresses own;

  LeaseSweep(Leases leases, OwnAddresses own) {
    this.leases = leases;
    this.own = own;
  }

  @Scheduled(every = "60s", delayed = "60s")
  void sweep() {
    own.refresh();
    leases.sweep();
  }
}
