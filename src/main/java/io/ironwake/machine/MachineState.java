package io.ironwake.machine;

import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a machine stands in its life. Each state carries what belongs to it, so that no combination
 * is possible that {@link Lifecycle} does not know.
 */
@Pure
public sealed interface MachineState {

  /** A state that nothing but an operator's word moves. */
  sealed interface Resting extends MachineState {}

  /** Seen on the network, or declared; never installed by us. */
  record Discovered() implements Resting {}

  /**
   * An operator said yes; nothing has been served yet.
   *
   * @param before what it goes back to when the approval ends unused
   * @param until when the approval expires
   * @param install the intent
   */
  record Approved(Resting before, Instant until, UUID install) implements MachineState {}

  /**
   * Install arguments have been handed out.
   *
   * @param attempt how often, from 1
   * @param since when the latest were handed out
   * @param configAt when the installer first fetched its configuration, if it has
   */
  record Installing(UUID install, int attempt, Instant since, Optional<Instant> configAt)
      implements MachineState {}

  /**
   * It runs from its disk.
   *
   * @param install the install that put it there; empty for an adopted machine
   */
  record Installed(Optional<UUID> install, Instant at) implements Resting {}

  /**
   * The install did not end well.
   *
   * @param reason one sentence for the operator
   * @param configAt when its installer had fetched its configuration, if it had: then a late first
   *     boot may still come
   */
  record Failed(UUID install, String reason, Instant at, Optional<Instant> configAt)
      implements Resting {}

  /** Out of service; left alone by every door. */
  record Retired() implements MachineState {}

  /** The state's name as the database, the API and the page spell it. */
  default String name() {
    return switch (this) {
      case Discovered s -> "DISCOVERED";
      case Approved s -> "APPROVED";
      case Installing s -> "INSTALLING";
      case Installed s -> "INSTALLED";
      case Failed s -> "FAILED";
      case Retired s -> "RETIRED";
    };
  }

  /** The install this state is about. */
  default Optional<UUID> currentInstall() {
    return switch (this) {
      case Discovered s -> Optional.empty();
      case Approved s -> Optional.of(s.install);
      case Installing s -> Optional.of(s.install);
      case Installed s -> s.install;
      case Failed s -> Optional.of(s.install);
      case Retired s -> Optional.empty();
    };
  }
}
