package io.ironwake;

import io.ironwake.address.Subnet;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One {@code --interface}: {@code eth1}, or {@code eth1=off}.
 *
 * @param name the system's name
 * @param said what the clients of its link may get at most; empty to leave it to the subnets
 */
record InterfaceChoice(String name, Optional<Subnet.Mode> said) {
  /**
   * Reads the option's value.
   *
   * @throws StartRefused naming the fix
   */
  static InterfaceChoice parse(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 0) {
      return new InterfaceChoice(text, Optional.empty());
    }
    String name = text.substring(0, equals);
    String word = text.substring(equals + 1);
    return Arrays.stream(Subnet.Mode.values())
        .filter(mode -> mode.word().equals(word))
        .findFirst()
        .map(mode -> new InterfaceChoice(name, Optional.of(mode)))
        .orElseThrow(
            () ->
                new StartRefused(
                    "--interface "
                        + text
                        + ": write "
                        + name
                        + Arrays.stream(Subnet.Mode.values())
                            .map(mode -> " or " + name + "=" + mode.word())
                            .collect(Collectors.joining())));
  }

  /** What the clients of its link may get at most; see {@link Subnet.Mode#and}. */
  Subnet.Mode mode() {
    return said.orElse(Subnet.Mode.FULL);
  }

  /** True when the operator asks for addresses to be given there. */
  boolean demandsAddresses() {
    return said.filter(Subnet.Mode::givesAddresses).isPresent();
  }

  @Override
  public String toString() {
    return name + said.map(mode -> "=" + mode.word()).orElse("");
  }
}
