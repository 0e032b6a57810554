package io.ironwake.machine;

import io.ironwake.problem.Problem;
import io.ironwake.profile.LabelMatch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which machines a list shows; everything given must hold.
 *
 * @param states any of these; empty for all
 * @param profile the profile it has
 * @param labels each must hold, of its own labels and those of its inventory
 * @param words each must be part of its name, a MAC, its serial or SMBIOS uuid, or of what an
 *     inspector found, in any case
 */
public record MachineFilter(
    Set<String> states, Optional<UUID> profile, List<LabelMatch> labels, List<SearchWord> words) {
  /** The states by name. */
  public static final List<String> STATES =
      List.of("DISCOVERED", "APPROVED", "INSTALLING", "INSTALLED", "FAILED", "RETIRED");

  /** All machines. */
  public static final MachineFilter ALL =
      new MachineFilter(Set.of(), Optional.empty(), List.of(), List.of());

  private static final Pattern MEASURED = Pattern.compile("hw\\.[a-z-]+(?:!=|>=|<=|=|>|<).*");

  public MachineFilter {
    states =
        states.stream()
            .map(each -> each.toUpperCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    labels = List.copyOf(labels);
    words = List.copyOf(words);
    for (String state : states) {
      if (!STATES.contains(state)) {
        throw Problem.invalid(
            "there is no state '" + state + "'; states are " + String.join(", ", STATES));
      }
    }
  }

  /**
   * A filter as an operator writes it.
   *
   * @param labels {@code key}, {@code key=value}, {@code key!=value} or {@code key>=number}
   * @param text words; one such as {@code hw.memory-gib>=64} asks for a label
   * @throws Problem INVALID for a state that is none, or an order that names no number
   */
  public static MachineFilter of(
      Set<String> states, Optional<UUID> profile, List<String> labels, Optional<String> text) {
    List<String> words =
        text.map(each -> List.of(each.strip().split("\\s+"))).orElse(List.of()).stream()
            .filter(each -> !each.isEmpty())
            .toList();
    Stream<String> asked =
        Stream.concat(labels.stream(), words.stream().filter(MachineFilter::isMeasured));
    try {
      return new MachineFilter(
          states,
          profile,
          asked.map(LabelMatch::parse).toList(),
          words.stream().filter(each -> !isMeasured(each)).map(SearchWord::of).toList());
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static boolean isMeasured(String word) {
    return MEASURED.matcher(word).matches();
  }

  /** What it lets through, by name, node-2 before node-10. */
  public List<Machine> of(MachineSnapshot machines) {
    return machines.all().stream().filter(this::matches).toList();
  }

  boolean matches(Machine machine) {
    return (states.isEmpty() || states.contains(machine.state().name()))
        && (profile.isEmpty() || profile.equals(machine.profile()))
        && hasLabels(machine)
        && words.stream().allMatch(each -> mentions(machine, each));
  }

  private boolean hasLabels(Machine machine) {
    return labels.stream().allMatch(each -> each.holds(machine.label(each.key())));
  }

  private static boolean mentions(Machine machine, SearchWord word) {
    return word.isIn(machine.name())
        || word.isIn(machine.serial())
        || word.isHexadecimal()
            && (word.isIn(machine.smbiosUuid().map(UUID::toString))
                || machine.nics().stream().anyMatch(nic -> word.isIn(nic.mac().toString())))
        || machine.hardware().filter(it -> it.mentions(word)).isPresent();
  }
}
