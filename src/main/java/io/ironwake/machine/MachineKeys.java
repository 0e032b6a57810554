package io.ironwake.machine;

import io.ironwake.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finds the machine a URL names, by its id or by its name. */
@ApplicationScoped
public class MachineKeys {
  private static final int UUID_LENGTH = 36;

  private final Machines machines;

  MachineKeys(Machines machines) {
    this.machines = machines;
  }

  /**
   * The id in a URL, or the id of the machine named there.
   *
   * @throws Problem NOT_FOUND for a name no machine has
   */
  public UUID idOf(String key) {
    if (key.length() == UUID_LENGTH) {
      try {
        return UUID.fromString(key);
      } catch (IllegalArgumentException e) {
        return named(key);
      }
    }
    return named(key);
  }

  private UUID named(String name) {
    return machines
        .snapshot()
        .byName(name)
        .map(Machine::id)
        .orElseThrow(() -> Problem.notFound("there is no machine '" + name + "'"));
  }
}
