package io.ironwake.boot;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Optional;

/**
 * A name without a nonce: {@code enter/{mac}/…} from a loader that was told to say who it is, or
 * anything else.
 *
 * @param rest the name below that folder
 */
@Pure
record Entrance(Optional<MacAddress> mac, String rest) {
  /** The folder below which a client without a nonce names its MAC. */
  static final String FOLDER = "enter";

  static Entrance of(String path) {
    String[] parts = path.split("/", 3);
    if (parts.length < 3 || !parts[0].equals(FOLDER)) {
      return new Entrance(Optional.empty(), path);
    }
    try {
      return new Entrance(Optional.of(MacAddress.parse(parts[1])), parts[2]);
    } catch (IllegalArgumentException notOne) {
      return new Entrance(Optional.empty(), path);
    }
  }

  /** The entrance of one NIC. */
  static String folder(MacAddress mac) {
    return FOLDER + "/" + mac.dashed();
  }
}
