package io.ironwake.sim;

import io.ironwake.net.Pure;

/** What a disk holds, as far as booting it and installing over it make a difference. */
@Pure
public sealed interface DiskContent {
  /** True when firmware finds a boot loader on it. */
  boolean boots();

  /** No partition. */
  record Empty() implements DiskContent {
    @Override
    public boolean boots() {
      return false;
    }
  }

  /**
   * A partition labelled K3OS_STATE.
   *
   * @param config config.yaml; empty text when the installer went on without one
   * @param boots false between formatting and GRUB
   */
  record K3os(String config, boolean boots) implements DiskContent {}

  /**
   * Flatcar's image.
   *
   * @param ignition the Ignition document of the installed system
   * @param firstBoot true until Ignition has run
   * @param boots false while the image is being written
   */
  record Flatcar(String ignition, boolean firstBoot, boolean boots) implements DiskContent {}
}
