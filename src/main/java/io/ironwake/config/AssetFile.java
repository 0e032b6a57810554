package io.ironwake.config;

import io.ironwake.net.Pure;

/**
 * A file of another release than the profile's, which a system fetches at its first boot and
 * compares with what was approved.
 *
 * @param folder the release, {@code os/version/arch}
 * @param name its name there
 * @param sha256 lower-case hex
 */
@Pure
public record AssetFile(String folder, String name, String sha256) {
  FrozenText url() {
    return FrozenText.of("", Slot.ASSET_ROOT, "/" + folder + "/" + name);
  }
}
