package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/** Keeps operators' kernel arguments apart from the ones a writer sets itself. */
@Pure
final class ReservedArguments {
  private ReservedArguments() {}

  /**
   * @throws ConfigException for an argument of the profile or the machine that {@code writer} owns,
   *     naming where to set it
   */
  static void refuse(InstallFacts facts, InstallWriter writer) {
    refuse("profile.arguments", facts.profile().arguments().keys(), writer);
    refuse("machine.arguments", facts.machineArguments().keys(), writer);
  }

  static void refuse(String path, List<String> keys, InstallWriter writer) {
    for (String key : keys) {
      advice(key, writer)
          .ifPresent(
              advice -> {
                throw new ConfigException(path, "'" + key + "' is written by Ironwake; " + advice);
              });
    }
  }

  private static Optional<String> advice(String key, InstallWriter writer) {
    return key.equals("initrd")
        ? Optional.of("remove it: it follows from the profile's initrds")
        : writer.owned(key);
  }
}
