package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;

/** Keeps a storage section of an operator's own on the machine's disk. */
@Pure
final class UbuntuStorage {
  private UbuntuStorage() {}

  /**
   * @throws ConfigException for a section that lets the installer choose a disk, or names another
   */
  static void check(Fields config) {
    String path = config.at("storage");
    Map<?, ?> storage = config.values("storage");
    if (storage.containsKey("layout") || !(storage.get("config") instanceof List<?> actions)) {
      throw new ConfigException(path, "must be a list 'config'; for a layout set storage-layout");
    }
    if (config.has("storage-layout")) {
      throw new ConfigException(
          config.at("storage-layout"), "does not go with storage; remove one");
    }
    for (Object action : actions) {
      boolean elsewhere =
          action instanceof Map<?, ?> disk
              && "disk".equals(disk.get("type"))
              && (!"{disk}".equals(disk.get("path"))
                  || disk.containsKey("match")
                  || disk.containsKey("serial"));
      if (elsewhere) {
        throw new ConfigException(
            path, "a disk must be named by path: \"{disk}\" alone; only the machine's is wiped");
      }
    }
  }
}
