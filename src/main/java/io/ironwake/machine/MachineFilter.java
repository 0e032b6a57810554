package io.ironwake.machine;

import io.ironwake.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which machines a list shows; everything given must hold.
 *
 * @param states any of these; empty for all
 * @param profile the profile it has
 * @param labels {@code key} or {@code key=value}, each must be there
 * @param text part of its name, a MAC, its serial or SMBIOS uuid, in any case
 */
public record MachineFilter(
    Set<String> states, Optional<UUID> profile, List<String> labels, Optional<String> text) {
  /** The states by name. */
  public static final List<String> STATES =
      List.of("DISCOVERED", "APPROVED", "INSTALLING", "INSTALLED", "FAILED", "RETIRED");

  /** All machines. */
  public static final MachineFilter ALL =
      new MachineFilter(Set.of(), Optional.empty(), List.of(), Optional.empty());

  public MachineFilter {
    states =
        states.stream()
            .map(each -> each.toUpperCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    labels = List.copyOf(labels);
    text = text.map(each -> each.toLowerCase(Locale.ROOT)).filter(each -> !each.isEmpty());
    for (String state : states) {
      if (!STATES.contains(state)) {
        throw Problem.invalid(
            "there is no state '" + state + "'; states are " + String.join(", ", STATES));
      }
    }
  }

  /** What it lets through, by name, node-2 before node-10. */
  public List<Machine> of(MachineSnapshot machines) {
    return machines.all().stream().filter(this::matches).toList();
  }

  boolean matches(Machine machine) {
    return (states.isEmpty() || states.contains(machine.state().name()))
        && (profile.isEmpty() || profile.equals(machine.profile()))
        && labels.stream().allMatch(each -> hasLabel(machine.labels(), each))
        && text.map(each -> mentions(machine, each)).orElse(true);
  }

  private static boolean hasLabel(Map<String, String> labels, String wanted) {
    int equals = wanted.indexOf('=');
    return equals < 0
        ? labels.containsKey(wanted)
        : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
  }

  private static boolean mentions(Machine machine, String text) {
    Stream<String> nics = machine.nics().stream().map(nic -> nic.mac().toString());
    Stream<String> own =
        Stream.of(
                Optional.of(machine.name()),
                machine.serial(),
                machine.smbiosUuid().map(UUID::toString))
            .flatMap(Optional::stream);
    return Stream.concat(own, nics).anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(text));
  }
}
