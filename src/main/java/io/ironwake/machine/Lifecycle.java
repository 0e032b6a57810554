package io.ironwake.machine;

import io.ironwake.machine.LifecycleEvent.Abandon;
import io.ironwake.machine.LifecycleEvent.Adopt;
import io.ironwake.machine.LifecycleEvent.ApprovalExpired;
import io.ironwake.machine.LifecycleEvent.Approve;
import io.ironwake.machine.LifecycleEvent.Cancel;
import io.ironwake.machine.LifecycleEvent.ConfigServed;
import io.ironwake.machine.LifecycleEvent.DeadlinePassed;
import io.ironwake.machine.LifecycleEvent.FailureReported;
import io.ironwake.machine.LifecycleEvent.FirstBoot;
import io.ironwake.machine.LifecycleEvent.InstallReported;
import io.ironwake.machine.LifecycleEvent.InstallerServed;
import io.ironwake.machine.LifecycleEvent.Restore;
import io.ironwake.machine.LifecycleEvent.Retire;
import io.ironwake.machine.LifecycleEvent.Seen;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.MachineState.Failed;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.machine.MachineState.Resting;
import io.ironwake.machine.MachineState.Retired;
import io.ironwake.machine.Transition.Moved;
import io.ironwake.machine.Transition.Refused;
import io.ironwake.machine.Transition.Unchanged;
import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The transition table: one switch per event over the states. {@code docs/states.md} is generated
 * from it.
 */
@Pure
public final class Lifecycle {
  private Lifecycle() {}

  /** What {@code event} does to a machine in {@code state}. */
  public static Transition apply(MachineState state, LifecycleEvent event) {
    return switch (event) {
      case Seen e -> new Unchanged("it is known already");
      case Approve e -> approve(state, e);
      case ApprovalExpired e -> unapprove(state);
      case Cancel e -> unapprove(state);
      case InstallerServed e -> installerServed(state, e);
      case ConfigServed e -> configServed(state, e);
      case InstallReported e -> installReported(state, e);
      case FirstBoot e -> firstBoot(state, e);
      case FailureReported e -> failureReported(state, e);
      case DeadlinePassed e -> fail(state, e.reason(), e.at());
      case Abandon e -> fail(state, e.reason(), e.at());
      case Adopt e ->
          state instanceof Discovered
              ? new Moved(new Installed(Optional.empty(), e.at()))
              : refused(state);
      case Retire e -> state instanceof Resting ? new Moved(new Retired()) : refused(state);
      case Restore e -> state instanceof Retired ? new Moved(new Discovered()) : refused(state);
    };
  }

  private static Transition approve(MachineState state, Approve e) {
    return switch (state) {
      case Installed installed when !e.reinstall() ->
          new Refused(
              "the machine is installed; approving it again wipes it, so it takes reinstall: true and If-Match");
      case Resting resting -> new Moved(new Approved(resting, e.until(), e.install()));
      case Approved s -> refused(state);
      case Installing s -> refused(state);
      case Retired s -> refused(state);
    };
  }

  private static Transition unapprove(MachineState state) {
    return state instanceof Approved approved ? new Moved(approved.before()) : refused(state);
  }

  private static Transition installerServed(MachineState state, InstallerServed e) {
    return switch (state) {
      case Approved s when s.install().equals(e.install()) ->
          new Moved(new Installing(s.install(), 1, e.at(), Optional.empty()));
      case Installing s when s.install().equals(e.install()) ->
          s.attempt() < e.maxAttempts()
              ? new Moved(new Installing(s.install(), s.attempt() + 1, e.at(), s.configAt()))
              : new Moved(
                  new Failed(s.install(), attemptsUsedUp(s.attempt()), e.at(), s.configAt()));
      default -> refused(state);
    };
  }

  private static String attemptsUsedUp(int attempts) {
    return "the machine asked to install "
        + attempts
        + " times without finishing; see its timeline, then approve it again";
  }

  private static Transition configServed(MachineState state, ConfigServed e) {
    if (state instanceof Installing s
        && s.install().equals(e.install())
        && s.configAt().isEmpty()) {
      return new Moved(new Installing(s.install(), s.attempt(), s.since(), Optional.of(e.at())));
    }
    if (state instanceof Failed s && s.install().equals(e.install()) && s.configAt().isEmpty()) {
      return new Moved(new Failed(s.install(), s.reason(), s.at(), Optional.of(e.at())));
    }
    return new Unchanged("a served attempt may fetch its configuration whatever happened since");
  }

  private static Transition installReported(MachineState state, InstallReported e) {
    return switch (state) {
      case Installing s when s.install().equals(e.install()) -> installed(e.install(), e.at());
      case Failed s when s.install().equals(e.install()) -> installed(e.install(), e.at());
      case Installed s when isSame(s.install(), e.install()) -> new Unchanged("reported before");
      default ->
          new Refused("the report belongs to another install than the machine's current one");
    };
  }

  private static Transition firstBoot(MachineState state, FirstBoot e) {
    return switch (state) {
      case Installing s when s.install().equals(e.install()) && s.configAt().isPresent() ->
          installed(e.install(), e.at());
      case Failed s when s.install().equals(e.install()) && s.configAt().isPresent() ->
          installed(e.install(), e.at());
      default -> new Unchanged("the boot is recorded");
    };
  }

  private static Transition failureReported(MachineState state, FailureReported e) {
    return switch (state) {
      case Installing s when s.install().equals(e.install()) -> fail(state, e.reason(), e.at());
      case Failed s when s.install().equals(e.install()) -> new Unchanged("reported before");
      default ->
          new Refused("the report belongs to another install than the machine's current one");
    };
  }

  private static Transition fail(MachineState state, String reason, Instant at) {
    return state instanceof Installing s
        ? new Moved(new Failed(s.install(), reason, at, s.configAt()))
        : refused(state);
  }

  private static Transition installed(UUID install, Instant at) {
    return new Moved(new Installed(Optional.of(install), at));
  }

  private static boolean isSame(Optional<UUID> known, UUID reported) {
    return known.equals(Optional.of(reported));
  }

  private static Refused refused(MachineState state) {
    return new Refused(
        "a machine that is "
            + state.name()
            + " allows "
            + String.join(", ", operatorEvents(state)));
  }

  /** The events an operator may send to a machine in this state, by name. */
  public static List<String> operatorEvents(MachineState state) {
    return switch (state) {
      case Discovered s -> List.of("approve", "adopt", "retire", "delete");
      case Approved s -> List.of("cancel");
      case Installing s -> List.of("abandon");
      case Installed s -> List.of("approve with reinstall: true and If-Match", "retire");
      case Failed s -> List.of("approve", "retire");
      case Retired s -> List.of("restore", "delete");
    };
  }
}
