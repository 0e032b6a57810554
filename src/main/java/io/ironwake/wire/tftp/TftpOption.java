package io.ironwake.wire.tftp;

import io.ironwake.net.Pure;

/**
 * One option as the client spelt it (RFC 2347).
 *
 * @param name compared without regard to case, echoed unchanged: some clients compare the echo byte
 *     by byte
 * @param value text, decimal for every option Ironwake knows
 */
@Pure
public record TftpOption(String name, String value) {
  /** Refuses what a NUL-terminated byte string cannot carry. */
  public TftpOption {
    WireText.requireName("option name", name);
    WireText.require("option value", value);
  }

  /** True if this is the option {@code known}, whatever the case of its letters. */
  public boolean is(String known) {
    return name.equalsIgnoreCase(known);
  }
}
