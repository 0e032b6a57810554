package io.ironwake.tftp;

import java.time.Duration;
import java.util.function.IntConsumer;

/** Lets so many lines a second into the log, so that a flood of packets is no flood of lines. */
final class LineBudget {
  private static final int LINES = 20;
  private static final long WINDOW = Duration.ofSeconds(1).toNanos();

  private long windowFrom;
  private int spent = LINES;
  private int withheld;
  private boolean opened;

  /**
   * Calls {@code line} with the number of lines withheld since the last one, if the budget allows
   * it.
   */
  synchronized void spend(long now, IntConsumer line) {
    if (!opened || now - windowFrom >= WINDOW) {
      opened = true;
      windowFrom = now;
      spent = 0;
    }
    if (spent == LINES) {
      withheld++;
      return;
    }
    spent++;
    line.accept(withheld);
    withheld = 0;
  }

  static String note(int withheld) {
    return withheld == 0 ? "" : " withheld=" + withheld;
  }
}
