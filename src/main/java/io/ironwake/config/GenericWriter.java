package io.ironwake.config;

import io.ironwake.net.Pure;

@Pure
final class GenericWriter implements InstallWriter {
  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    throw new ConfigException("profile.os", "not yet");
  }
}
