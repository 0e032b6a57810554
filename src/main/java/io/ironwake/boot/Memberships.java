package io.ironwake.boot;

import io.ironwake.machine.InstallContribution;
import io.ironwake.machine.InstallContribution.Membership;
import io.ironwake.machine.Machine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/** What a machine is to others that would miss it. */
@ApplicationScoped
class Memberships {
  private final Instance<InstallContribution> contributions;

  Memberships(@Any Instance<InstallContribution> contributions) {
    this.contributions = contributions;
  }

  /** From memory. */
  Optional<Membership> of(Machine machine) {
    return contributions.stream().flatMap(each -> each.membership(machine).stream()).findFirst();
  }
}
