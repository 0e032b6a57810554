package io.ironwake.address;

import io.ironwake.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which leases to list.
 *
 * @param subnet one subnet's name
 * @param state one of {@link #STATES}
 * @param text part of a subnet name, address, MAC, host name or state, in lower case
 */
public record LeaseFilter(Optional<String> subnet, Optional<String> state, String text) {
  /** The states a lease may be in, as operators read them. */
  public static final List<String> STATES = List.of("active", "expired", "released", "declined");

  /**
   * Takes what an operator typed.
   *
   * @throws Problem INVALID naming the known states
   */
  public LeaseFilter {
    text = text.strip().toLowerCase(Locale.ROOT);
    if (state.filter(each -> !STATES.contains(each)).isPresent()) {
      throw Problem.invalid(
          "state '" + state.get() + "' is not one of " + String.join(", ", STATES));
    }
  }

  boolean admits(LeaseView lease) {
    return subnet.filter(each -> !each.equals(lease.subnet())).isEmpty()
        && state.filter(each -> !each.equals(lease.state())).isEmpty()
        && lease.matches(text);
  }
}
