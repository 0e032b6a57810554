package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Refuses what would take the address of a machine that is installing, which leaves a half-written
 * disk. Other pools, reservations and modes need no refusal: such a machine keeps its lease under
 * them to the end of its install.
 */
final class InstallGuard {
  private final KeptAddresses kept;
  private final BiPredicate<Subnet, Ipv4> isLeased;

  /**
   * Asks only what is needed.
   *
   * @param isLeased whether a subnet has a lease of an address; what another server gave is not
   *     lost
   */
  InstallGuard(KeptAddresses kept, BiPredicate<Subnet, Ipv4> isLeased) {
    this.kept = kept;
    this.isLeased = isLeased;
  }

  /**
   * Before a subnet is replaced.
   *
   * @throws Problem CONFLICT naming the machine and the fix
   */
  void change(Subnet old, Subnet next) {
    if (next.mode() == Subnet.Mode.OFF) {
      refuse(old, any -> true, "mode: off");
    }
    refuse(old, address -> !next.cidr().isUsable(address), "cidr: " + next.cidr());
  }

  /**
   * Before a subnet is deleted with its leases.
   *
   * @throws Problem CONFLICT naming the machine and the fix
   */
  void delete(Subnet subnet) {
    refuse(subnet, any -> true, "deleting the subnet");
  }

  private void refuse(Subnet subnet, Predicate<Ipv4> lost, String change) {
    kept.current().stream()
        .filter(subnet.cidr()::contains)
        .filter(lost)
        .filter(address -> isLeased.test(subnet, address))
        .sorted()
        .findFirst()
        .ifPresent(
            address -> {
              throw Problem.conflict(
                  kept.machineAt(address).map(name -> "machine " + name).orElse("a machine")
                      + " is installing with "
                      + address
                      + " of subnet "
                      + subnet.name()
                      + " and would lose it by "
                      + change
                      + "; wait for the install to end, or abandon it first");
            });
  }
}
