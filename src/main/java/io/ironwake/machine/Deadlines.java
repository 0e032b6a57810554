package io.ironwake.machine;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When a state must be looked at again. */
@ApplicationScoped
public class Deadlines {
  private final Duration install;

  Deadlines(
      @ConfigProperty(name = "ironwake.install-deadline", defaultValue = "PT1H") Duration install) {
    this.install = install;
  }

  /**
   * The moment a state ends by itself, counted for an install from its latest serving; empty for
   * resting states.
   */
  public Optional<Instant> of(MachineState state) {
    return switch (state) {
      case MachineState.Approved approved -> Optional.of(approved.until());
      case MachineState.Installing installing -> Optional.of(installing.since().plus(install));
      case MachineState.Resting resting -> Optional.empty();
      case MachineState.Retired retired -> Optional.empty();
    };
  }

  /** True when the state's deadline is not after {@code now}. */
  public boolean isOver(MachineState state, Instant now) {
    return of(state).filter(deadline -> !deadline.isAfter(now)).isPresent();
  }
}
