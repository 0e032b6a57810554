package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;

/** Kernel arguments that stand in {@code config}. */
@Pure
final class Arguments {
  private Arguments() {}

  /**
   * @throws ConfigException for a word that a loader could read as more than one, or one that
   *     {@code writer} owns
   */
  static KernelArgs read(Fields config, String key, InstallWriter writer) {
    try {
      KernelArgs arguments = new KernelArgs(config.lines(key));
      ReservedArguments.refuse(config.at(key), arguments.keys(), writer);
      return arguments;
    } catch (ConfigException owned) {
      throw owned;
    } catch (IllegalArgumentException unsafe) {
      throw new ConfigException(config.at(key), String.valueOf(unsafe.getMessage()));
    }
  }
}
