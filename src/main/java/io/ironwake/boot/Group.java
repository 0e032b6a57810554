package io.ironwake.boot;

import io.ironwake.address.DeclaredOptions;
import io.ironwake.net.BootHints;
import io.ironwake.net.Pure;
import io.ironwake.profile.Selector;
import io.ironwake.profile.Variables;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What holds for all machines of some labels.
 *
 * @param name lower-case letters, digits, dots and dashes, at most 63
 * @param selector which machines belong to it
 * @param boot what their firmware fetches first and how they are sent to their disks
 * @param options DHCP options for their NICs
 * @param profile what those of its machines get that name no profile themselves
 * @param variables for templates
 */
@Pure
public record Group(
    String name,
    Selector selector,
    BootHints boot,
    DeclaredOptions options,
    Optional<UUID> profile,
    Map<String, Object> variables) {
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
    variables = Variables.copyOf(variables);
  }

  /** A group that says nothing of what is installed. */
  public Group(String name, Selector selector, BootHints boot, DeclaredOptions options) {
    this(name, selector, boot, options, Optional.empty(), Map.of());
  }

  /** Its name; its variables may be secrets. */
  @Override
  public String toString() {
    return "Group[" + name + "]";
  }
}
