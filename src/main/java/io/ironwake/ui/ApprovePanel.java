package io.ironwake.ui;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The question before an approval: which machine, what is wiped, what comes onto it.
 *
 * @param disk the disk in the sentence
 * @param diskValue the disk in the field, or an empty text
 * @param present what is on the machine as far as is known
 * @param reinstall true when the machine's name must be typed as the second key
 */
public record ApprovePanel(
    UUID id,
    String name,
    String disk,
    String diskValue,
    String macs,
    String identity,
    String present,
    List<Choice> profiles,
    boolean reinstall,
    long version) {

  /** One profile to choose. */
  public record Choice(String name, boolean chosen) {}

  static ApprovePanel of(Machine machine, List<String> profiles, Optional<String> chosen) {
    return new ApprovePanel(
        machine.id(),
        machine.name(),
        machine.disk().orElse("the disk named below"),
        machine.disk().orElse(""),
        machine.nics().stream().map(nic -> nic.mac().toString()).collect(Collectors.joining(", ")),
        identity(machine),
        present(machine.state()),
        profiles.stream().map(each -> new Choice(each, chosen.equals(Optional.of(each)))).toList(),
        machine.state() instanceof MachineState.Installed,
        machine.version());
  }

  private static String identity(Machine machine) {
    String known =
        Stream.of(
                machine.serial().map(each -> "serial " + each),
                machine.smbiosUuid().map(each -> "uuid " + each))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? "not presented yet" : known;
  }

  private static String present(MachineState state) {
    return switch (state) {
      case MachineState.Installed s when s.install().isPresent() ->
          "an install of ours, of " + Words.moment(s.at());
      case MachineState.Installed s -> "a system that an operator declared as installed";
      case MachineState.Failed s -> "a failed install: " + s.reason();
      default -> "unknown: Ironwake has not installed it";
    };
  }
}
