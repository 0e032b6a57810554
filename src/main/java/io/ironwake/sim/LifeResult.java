package io.ironwake.sim;

import io.ironwake.net.Pure;

/** How a life ended. */
@Pure
public sealed interface LifeResult {
  /** The machine's name. */
  String machine();

  /** One line for a reader. */
  String text();

  /** True when the machine runs a system from its disk because the boot service said so. */
  default boolean isUp() {
    return this instanceof Up;
  }

  /**
   * The machine runs.
   *
   * @param system what runs
   * @param installs how many times its disk was written in all its lives
   */
  record Up(String machine, String system, int installs) implements LifeResult {
    @Override
    public String text() {
      return system + " runs";
    }
  }

  /**
   * The machine did not get there.
   *
   * @param at the last step it reached
   * @param reason why it went no further
   * @param lastReply what the boot service answered last
   */
  record Stopped(String machine, Step at, String reason, String lastReply) implements LifeResult {
    @Override
    public String text() {
      return "stopped at " + at + ": " + reason + " (last reply: " + lastReply + ")";
    }
  }
}
