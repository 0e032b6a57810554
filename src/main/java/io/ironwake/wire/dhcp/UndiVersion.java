package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;

/**
 * The client's network interface identifier, option 94 (RFC 4578 §2.2).
 *
 * @param major the UNDI major version, 0 to 255
 * @param minor the UNDI minor version, 0 to 255
 */
@Pure
public record UndiVersion(int major, int minor) {
  static final OptionType<UndiVersion> TYPE =
      OptionType.fixed("undi version", 3, UndiVersion::read, UndiVersion::write);

  private static final int UNDI = 1;

  private static UndiVersion read(Octets value) throws WireException {
    if (value.u8(0) != UNDI) {
      throw new WireException(0, "the type is 1, got " + value.u8(0));
    }
    return new UndiVersion(value.u8(1), value.u8(2));
  }

  private Octets write() {
    return Octets.of((byte) UNDI, (byte) major, (byte) minor);
  }
}
