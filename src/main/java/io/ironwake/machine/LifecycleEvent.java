package io.ironwake.machine;

import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.UUID;

/** What can happen to a machine. {@link Lifecycle} says what each means in each state. */
@Pure
public sealed interface LifecycleEvent {
  /** A boot client with one of its MACs was heard. */
  record Seen() implements LifecycleEvent {}

  /**
   * An operator approves one install.
   *
   * @param reinstall the second key, needed for a machine that is installed
   */
  record Approve(UUID install, Instant until, boolean reinstall) implements LifecycleEvent {}

  record ApprovalExpired() implements LifecycleEvent {}

  record Cancel() implements LifecycleEvent {}

  /**
   * A door hands out the document that holds install arguments, for a boot nonce not served before.
   *
   * @param maxAttempts how many servings one approval covers, at least 1
   */
  record InstallerServed(UUID install, int maxAttempts, Instant at) implements LifecycleEvent {}

  /** The installer fetched its configuration. */
  record ConfigServed(UUID install, Instant at) implements LifecycleEvent {}

  /** The installer says the install is on the disk. */
  record InstallReported(UUID install, Instant at) implements LifecycleEvent {}

  /** The installed system says it is up. */
  record FirstBoot(UUID install, Instant at) implements LifecycleEvent {}

  record FailureReported(UUID install, String reason, Instant at) implements LifecycleEvent {}

  record DeadlinePassed(String reason, Instant at) implements LifecycleEvent {}

  record Abandon(String reason, Instant at) implements LifecycleEvent {}

  /** An operator declares that the machine runs from its disk already. */
  record Adopt(Instant at) implements LifecycleEvent {}

  record Retire() implements LifecycleEvent {}

  record Restore() implements LifecycleEvent {}

  /** The event's name as audit rows and the API spell it. */
  default String name() {
    return switch (this) {
      case Seen e -> "seen";
      case Approve e -> "approve";
      case ApprovalExpired e -> "approval-expired";
      case Cancel e -> "cancel";
      case InstallerServed e -> "installer-served";
      case ConfigServed e -> "config-served";
      case InstallReported e -> "install-reported";
      case FirstBoot e -> "first-boot";
      case FailureReported e -> "failure-reported";
      case DeadlinePassed e -> "deadline-passed";
      case Abandon e -> "abandon";
      case Adopt e -> "adopt";
      case Retire e -> "retire";
      case Restore e -> "restore";
    };
  }
}
