package io.ironwake.boot;

import io.ironwake.address.DeclaredOptions;
import io.ironwake.net.BootHints;
import io.ironwake.net.Pure;
import io.ironwake.profile.Selector;
import java.util.regex.Pattern;

/**
 * What holds for all machines of some labels.
 *
 * @param name lower-case letters, digits, dots and dashes, at most 63
 * @param selector which machines belong to it
 * @param boot what their firmware fetches first and how they are sent to their disks
 * @param options DHCP options for their NICs
 */
@Pure
public record Group(String name, Selector selector, BootHints boot, DeclaredOptions options) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");

  /**
   * @throws IllegalArgumentException naming the fix
   */
  public Group {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a group name; use at most 63 lower-case letters, digits, dots and dashes");
    }
  }
}
