package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.OsFamily;

/** Turns an approval into a kernel line and documents for one operating system. */
@Pure
public interface InstallWriter {

  /**
   * Checks everything that can be checked before a machine is armed, and freezes it.
   *
   * @throws ConfigException naming where and what to change
   */
  FrozenInstall freeze(InstallFacts facts);

  /** The writer for an operating system. */
  static InstallWriter of(OsFamily os) {
    return switch (os) {
      case K3OS -> new K3osWriter();
      case FLATCAR -> new FlatcarWriter();
      case GENERIC -> new GenericWriter();
    };
  }
}
