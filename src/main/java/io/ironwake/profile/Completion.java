package io.ironwake.profile;

import io.ironwake.net.Pure;

/** Which report ends an install. */
@Pure
public enum Completion {
  /**
   * The installed system reports that it is up; for installers that cannot report before their own
   * reboot (k3OS).
   */
  FIRST_BOOT,
  /** The installer reports that the disk is written, before it reboots. */
  INSTALLER_REPORT
}
