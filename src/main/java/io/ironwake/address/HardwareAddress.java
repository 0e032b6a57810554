package io.ironwake.address;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Arrays;

/**
 * Who holds a lease: hardware type and {@code chaddr} (RFC 2131 §2).
 *
 * @param htype the IANA hardware type, 0 to 255; 1 is Ethernet
 * @param mac the six bytes of {@code chaddr}
 */
@Pure
public record HardwareAddress(int htype, MacAddress mac) {
  private static final int BYTES = 7;

  public HardwareAddress {
    if (htype < 0 || htype > 255) {
      throw new IllegalArgumentException("a hardware type is 0 to 255, got " + htype);
    }
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException unless there are seven bytes
   */
  static HardwareAddress of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a lease holder has 7 bytes, got " + bytes.length);
    }
    return new HardwareAddress(bytes[0] & 0xFF, MacAddress.of(Arrays.copyOfRange(bytes, 1, BYTES)));
  }

  /** The hardware type's byte followed by the address: the lease table's {@code client} column. */
  byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    bytes[0] = (byte) htype;
    System.arraycopy(mac.toBytes(), 0, bytes, 1, BYTES - 1);
    return bytes;
  }

  @Override
  public String toString() {
    return htype == 1 ? mac.toString() : htype + "/" + mac;
  }
}
