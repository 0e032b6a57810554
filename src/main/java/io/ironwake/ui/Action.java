package io.ironwake.ui;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import java.util.List;
import java.util.stream.Stream;

/**
 * A button on a machine's page.
 *
 * @param method {@code get} for one that asks first, {@code post} for one that acts
 * @param path the last segment of what it calls
 * @param css how loud it is
 * @param question what the browser asks before, or an empty text
 */
public record Action(String method, String path, String label, String css, String question) {
  private static final Action APPROVE =
      new Action("get", "approve", "Approve an install…", "yes", "");
  private static final Action REINSTALL = new Action("get", "approve", "Reinstall…", "wipe", "");

  private static final Action ABANDON =
      new Action(
          "post",
          "abandon",
          "Give the install up",
          "wipe",
          "Give this install up? The machine then boots its disk.");

  private static final Action RELEASE =
      new Action(
          "post",
          "release",
          "Release from quarantine",
          "yes",
          "Do you know why it went in circles? It may be approved again then.");

  /** What an operator can do with a machine now. */
  static List<Action> of(Machine machine) {
    if (machine.locked()) {
      return List.of(post("unlock", "Unlock"));
    }
    return Stream.concat(
            machine.safety().quarantine().isPresent()
                ? Stream.of(RELEASE)
                : ofState(machine.state()).stream(),
            Stream.of(post("lock", "Lock")))
        .toList();
  }

  private static List<Action> ofState(MachineState state) {
    return switch (state) {
      case MachineState.Discovered s ->
          List.of(APPROVE, post("adopt", "It is installed already"), post("retire", "Retire"));
      case MachineState.Approved s -> List.of(post("cancel", "Cancel the approval"));
      case MachineState.Installing s -> List.of(ABANDON);
      case MachineState.Installed s -> List.of(REINSTALL, post("retire", "Retire"));
      case MachineState.Failed s -> List.of(APPROVE, post("retire", "Retire"));
      case MachineState.Retired s -> List.of(post("restore", "Restore"));
    };
  }

  private static Action post(String path, String label) {
    return new Action("post", path, label, "", "");
  }
}
