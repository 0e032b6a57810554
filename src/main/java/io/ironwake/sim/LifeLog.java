package io.ironwake.sim;

import java.util.EnumSet;
import java.util.Set;

/**
 * Tells the listener each step, remembers where the life stands, and cuts the power where the
 * faults say so.
 */
final class LifeLog {
  private final String machine;
  private final SimListener listener;
  private final Faults faults;
  private final Set<Step> reached = EnumSet.noneOf(Step.class);
  private Step last = Step.POWER_ON;
  private String lastReply = "none";

  LifeLog(String machine, SimListener listener, Faults faults) {
    this.machine = machine;
    this.listener = listener;
    this.faults = faults;
  }

  /**
   * The machine reached a step.
   *
   * @throws PowerLost when the faults cut the power after it
   */
  void reached(Step step, String text) {
    last = step;
    listener.step(machine, step, text);
    if (reached.add(step) && faults.powerOffAfter().filter(step::equals).isPresent()) {
      throw new PowerLost("the power was cut after " + step);
    }
  }

  /** The life ends; this never cuts the power. */
  LifeResult stopped(Step how, String reason) {
    listener.step(machine, how, reason);
    return new LifeResult.Stopped(machine, last, reason, lastReply);
  }

  /** What the boot service answered, free of tokens and nonces. */
  void reply(String text) {
    lastReply = text;
  }
}
