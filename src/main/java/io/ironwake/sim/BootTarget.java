package io.ironwake.sim;

import io.ironwake.net.Pure;

/** Where a network boot ended. */
@Pure
sealed interface BootTarget {
  /** A kernel was started with that command line. */
  record Kernel(String arguments) implements BootTarget {}

  /**
   * The firmware goes on with the disk.
   *
   * @param told true when the boot service said so
   * @param why for the reader
   */
  record LocalDisk(boolean told, String why) implements BootTarget {}

  /** The machine starts again. */
  record Again(String why) implements BootTarget {}
}
