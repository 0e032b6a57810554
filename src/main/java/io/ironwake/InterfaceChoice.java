package io.ironwake;

import io.ironwake.address.Subnet;

/**
 * One {@code --interface}: {@code eth1}, or {@code eth1=off}.
 *
 * @param name the system's name
 * @param undeclared what clients get there whose link no subnet is declared for: {@code PROXY} or
 *     {@code OFF}
 */
record InterfaceChoice(String name, Subnet.Mode undeclared) {
  /**
   * Reads the option's value.
   *
   * @throws StartRefused naming the fix
   */
  static InterfaceChoice parse(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 0) {
      return new InterfaceChoice(text, Subnet.Mode.PROXY);
    }
    String name = text.substring(0, equals);
    return switch (text.substring(equals + 1)) {
      case "proxy" -> new InterfaceChoice(name, Subnet.Mode.PROXY);
      case "off" -> new InterfaceChoice(name, Subnet.Mode.OFF);
      case "full", "reservations-only" ->
          throw new StartRefused(
              "--interface "
                  + text
                  + ": addresses come from a declared subnet only; write --interface "
                  + name
                  + " and declare one with 'interface: "
                  + name
                  + "' in the file of --config");
      default ->
          throw new StartRefused(
              "--interface "
                  + text
                  + ": write "
                  + name
                  + ", "
                  + name
                  + "=proxy or "
                  + name
                  + "=off");
    };
  }
}
