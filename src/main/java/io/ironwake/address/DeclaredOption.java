package io.ironwake.address;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.OptionText;

/**
 * One DHCP option an operator declared.
 *
 * @param code 1 to 254
 * @param text its value in the form {@link OptionText} reads
 * @param always whether it is sent to clients too that did not ask for it by option 55
 * @param value its bytes
 */
@Pure
public record DeclaredOption(int code, String text, boolean always, Octets value) {
  /**
   * Reads the value.
   *
   * @throws IllegalArgumentException naming the option and what it takes
   */
  public static DeclaredOption of(int code, String text, boolean always) {
    return new DeclaredOption(code, text, always, OptionText.parse(code, text));
  }
}
