package io.ironwake.machine;

import io.ironwake.net.Pure;

/** What an event does to a state. */
@Pure
public sealed interface Transition {
  /** The machine goes to another state, or to the same one with other data. */
  record Moved(MachineState to) implements Transition {}

  /** The event is welcome and recorded, and changes nothing. */
  record Unchanged(String why) implements Transition {}

  /** The event is not allowed here. */
  record Refused(String why) implements Transition {}
}
