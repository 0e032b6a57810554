package io.ironwake.cluster;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.UUID;

/**
 * A machine whose labels make it one of the cluster, as it is now.
 *
 * @param address the one that is reserved for it
 * @param condition how far it is
 * @param install the install it is in, or came from
 */
@Pure
record Candidate(
    UUID machine,
    String name,
    Role role,
    Optional<Ipv4> address,
    Condition condition,
    Optional<UUID> install) {

  /** How far a machine is, in what matters to its cluster. */
  enum Condition {
    /** Nothing runs on it by an install of ours. */
    IDLE,
    /** Approved or installing. */
    COMING,
    /** Its install failed by our books, and it may run all the same: k3OS reports late. */
    UNSURE,
    INSTALLED,
    /** Runs from its disk, by nobody's install: taken for a member that was there before. */
    ADOPTED
  }

  /** What is written of it when it becomes a member. */
  Member asMember(int ordinal) {
    return new Member(machine, role, ordinal, name, address, false, Optional.empty(), false);
  }

  boolean runs() {
    return condition == Condition.INSTALLED || condition == Condition.ADOPTED;
  }
}
