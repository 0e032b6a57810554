package io.ironwake.config;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.Map;

/** Freezes a profile for a machine that does not exist, so that its author hears what is wrong. */
@Pure
final class Trial {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

  private Trial() {}

  /**
   * @throws ConfigException for whatever of the profile no machine could be given
   */
  static void run(InstallWriter writer, Profile profile) {
    writer.freeze(facts(profile, Map.of()));
  }

  static InstallFacts facts(Profile profile, Map<String, Object> variables) {
    return new InstallFacts("node", MAC, profile, KernelArgs.none(), "/dev/sda", false, variables);
  }
}
