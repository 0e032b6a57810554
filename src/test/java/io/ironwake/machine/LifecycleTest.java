package io.ironwake.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.MachineState.Failed;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.machine.MachineState.Retired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every (state × event) pair, as the table that operators read. */
class LifecycleTest {
  private static final Path TABLE = Path.of("docs/states.md");
  private static final UUID MINE = new UUID(1, 1);
  private static final UUID OTHER = new UUID(2, 2);
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant T1 = T0.plusSeconds(60);

  private static Map<String, MachineState> states() {
    Map<String, MachineState> states = new LinkedHashMap<>();
    states.put("Discovered", new Discovered());
    states.put("Approved", new Approved(new Discovered(), T1, MINE));
    states.put("Installing", new Installing(MINE, 1, T0, Optional.empty()));
    states.put("Installing, last attempt", new Installing(MINE, 3, T0, Optional.empty()));
    states.put("Installing, config fetched", new Installing(MINE, 1, T0, Optional.of(T0)));
    states.put("Installed", new Installed(Optional.of(MINE), T0));
    states.put("Installed, adopted", new Installed(Optional.empty(), T0));
    states.put("Failed", new Failed(MINE, "reason", T0, Optional.empty()));
    states.put("Failed, config fetched", new Failed(MINE, "reason", T0, Optional.of(T0)));
    states.put("Retired", new Retired());
    return states;
  }

  private static Map<String, LifecycleEvent> events() {
    Map<String, LifecycleEvent> events = new LinkedHashMap<>();
    events.put("Seen", new LifecycleEvent.Seen());
    events.put("Approve", new LifecycleEvent.Approve(OTHER, T1, false));
    events.put("Approve, reinstall", new LifecycleEvent.Approve(OTHER, T1, true));
    events.put("ApprovalExpired", new LifecycleEvent.ApprovalExpired());
    events.put("Cancel", new LifecycleEvent.Cancel());
    events.put("InstallerServed", new LifecycleEvent.InstallerServed(MINE, 3, T1));
    events.put(
        "InstallerServed, another install", new LifecycleEvent.InstallerServed(OTHER, 3, T1));
    events.put("ConfigServed", new LifecycleEvent.ConfigServed(MINE, T1));
    events.put("ConfigServed, another install", new LifecycleEvent.ConfigServed(OTHER, T1));
    events.put("InstallReported", new LifecycleEvent.InstallReported(MINE, T1));
    events.put("InstallReported, another install", new LifecycleEvent.InstallReported(OTHER, T1));
    events.put("FirstBoot", new LifecycleEvent.FirstBoot(MINE, T1));
    events.put("FirstBoot, another install", new LifecycleEvent.FirstBoot(OTHER, T1));
    events.put("FailureReported", new LifecycleEvent.FailureReported(MINE, "disk", T1));
    events.put(
        "FailureReported, another install", new LifecycleEvent.FailureReported(OTHER, "disk", T1));
    events.put("DeadlinePassed", new LifecycleEvent.DeadlinePassed("late", T1));
    events.put("Abandon", new LifecycleEvent.Abandon("given up", T1));
    events.put("Adopt", new LifecycleEvent.Adopt(T1));
    events.put("Retire", new LifecycleEvent.Retire());
    events.put("Restore", new LifecycleEvent.Restore());
    return events;
  }

  @Test
  void documentedTableIsWhatTheSwitchDoes() throws IOException {
    String actual = table();
    if (Boolean.getBoolean("update-golden")) {
      Files.writeString(TABLE, actual);
    }
    assertThat(TABLE).as("run with -Dupdate-golden to write it anew").hasContent(actual);
  }

  @Test
  void onlyAnApprovalArms() {
    states()
        .forEach(
            (stateName, state) ->
                events()
                    .forEach(
                        (eventName, event) -> {
                          if (!(event instanceof LifecycleEvent.Approve)
                              && Lifecycle.apply(state, event) instanceof Transition.Moved moved) {
                            assertThat(isArmed(moved.to()) && !isArmed(state))
                                .as("%s on %s", eventName, stateName)
                                .isFalse();
                          }
                        }));
  }

  @Test
  void restingInstalledMachineNeedsTheSecondKey() {
    MachineState installed = new Installed(Optional.of(MINE), T0);
    assertThat(Lifecycle.apply(installed, new LifecycleEvent.Approve(OTHER, T1, false)))
        .isInstanceOf(Transition.Refused.class);
    assertThat(Lifecycle.apply(installed, new LifecycleEvent.Approve(OTHER, T1, true)))
        .isInstanceOf(Transition.Moved.class);
  }

  @Test
  void endedApprovalGoesBackToWhereItCameFrom() {
    MachineState.Resting before = new Failed(MINE, "reason", T0, Optional.empty());
    assertThat(
            Lifecycle.apply(new Approved(before, T1, OTHER), new LifecycleEvent.ApprovalExpired()))
        .isEqualTo(new Transition.Moved(before));
    assertThat(Lifecycle.apply(new Approved(before, T1, OTHER), new LifecycleEvent.Cancel()))
        .isEqualTo(new Transition.Moved(before));
  }

  @Test
  void attemptsAreCountedAndEnd() {
    MachineState state = new Approved(new Discovered(), T1, MINE);
    for (int attempt = 1; attempt <= 3; attempt++) {
      state =
          ((Transition.Moved)
                  Lifecycle.apply(state, new LifecycleEvent.InstallerServed(MINE, 3, T1)))
              .to();
      assertThat(state).isEqualTo(new Installing(MINE, attempt, T1, Optional.empty()));
    }
    assertThat(
            ((Transition.Moved)
                    Lifecycle.apply(state, new LifecycleEvent.InstallerServed(MINE, 3, T1)))
                .to())
        .isInstanceOf(Failed.class);
  }

  @Test
  void stateSurvivesItsJson() {
    states()
        .values()
        .forEach(state -> assertThat(StateJson.read(StateJson.write(state))).isEqualTo(state));
  }

  private static boolean isArmed(MachineState state) {
    return state instanceof Approved || state instanceof Installing;
  }

  private static String table() {
    StringBuilder text =
        new StringBuilder(
            """
            # States and events

            Generated from `io.ironwake.machine.Lifecycle` by `LifecycleTest`; do not edit. A cell says what the event does in
            that state: the state it leads to, `recorded` when it changes nothing, `refused` (409) with the reason.

            """);
    events()
        .forEach(
            (eventName, event) -> {
              text.append("## ").append(eventName).append("\n\n| In state | Result |\n|---|---|\n");
              states()
                  .forEach(
                      (stateName, state) ->
                          text.append("| ")
                              .append(stateName)
                              .append(" | ")
                              .append(cell(Lifecycle.apply(state, event)))
                              .append(" |\n"));
              text.append('\n');
            });
    return text.toString();
  }

  private static String cell(Transition transition) {
    return switch (transition) {
      case Transition.Moved moved -> "**" + describe(moved.to()) + "**";
      case Transition.Unchanged unchanged -> "recorded: " + unchanged.why();
      case Transition.Refused refused -> "refused: " + refused.why();
    };
  }

  private static String describe(MachineState state) {
    return switch (state) {
      case Installing s ->
          "Installing, attempt "
              + s.attempt()
              + (s.configAt().isPresent() ? ", config fetched" : "");
      case Failed s -> "Failed: " + s.reason();
      case Discovered s -> "Discovered";
      case Approved s -> "Approved";
      case Installed s -> "Installed";
      case Retired s -> "Retired";
    };
  }
}
