package io.ironwake.cluster;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.UUID;

/**
 * What was decided of a machine when it was approved into its cluster.
 *
 * @param ordinal its place in every list of the cluster's machines
 * @param name the machine's name then, by which the others know it
 * @param address the one that is reserved for it
 * @param founder whether it was to be the one that the others join
 * @param install the approval by which it became what it is; empty where it has yet to get one, or
 *     was a member before Ironwake knew it
 * @param bootstrapped whether it was INSTALLED as a member, so that it may hold the cluster's data;
 *     an install that failed may have left them there
 */
@Pure
public record Member(
    UUID machine,
    Role role,
    int ordinal,
    String name,
    Optional<Ipv4> address,
    boolean founder,
    Optional<UUID> install,
    boolean bootstrapped) {

  Member approvedBy(UUID approval) {
    return new Member(
        machine, role, ordinal, name, address, founder, Optional.of(approval), bootstrapped);
  }

  Member founding(boolean first) {
    return new Member(machine, role, ordinal, name, address, first, install, bootstrapped);
  }

  Member proven() {
    return new Member(machine, role, ordinal, name, address, founder, install, true);
  }

  Member known(Candidate now) {
    return new Member(
        machine, role, ordinal, now.name(), now.address(), founder, install, bootstrapped);
  }
}
