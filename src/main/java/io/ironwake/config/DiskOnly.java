package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Effect;
import io.ironwake.profile.OsFamily;

/** Families that only ever install. */
@Pure
final class DiskOnly {
  private DiskOnly() {}

  /**
   * @throws ConfigException for a profile whose effect is live
   */
  static void require(InstallFacts facts) {
    if (facts.profile().effect() != Effect.INSTALL) {
      throw new ConfigException(
          "profile.effect",
          facts.profile().os().title()
              + " profiles install to a disk; what boots live is one of "
              + OsFamily.liveIds());
    }
  }
}
