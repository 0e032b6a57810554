package io.ironwake.wire;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable run of bytes with value equality, so that records may hold wire data. */
@Pure
public final class Octets {
  /** No bytes. */
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] own) {
    this.bytes = own;
  }

  /** A copy of all of {@code bytes}. */
  public static Octets of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
  }

  /**
   * A copy of {@code length} bytes from {@code from} on.
   *
   * @throws IndexOutOfBoundsException when they do not lie inside the array
   */
  public static Octets of(byte[] bytes, int from, int length) {
    return from == 0 && length == bytes.length
        ? of(bytes)
        : new Octets(Arrays.copyOfRange(bytes, from, checkedEnd(bytes, from, length)));
  }

  private static int checkedEnd(byte[] bytes, int from, int length) {
    return Objects.checkFromIndexSize(from, length, bytes.length) + length;
  }

  /** One byte per character, ISO 8859-1; characters above 255 are refused. */
  public static Octets latin1(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        throw new IllegalArgumentException(
            "'" + text + "' holds a character a DHCP or TFTP string cannot carry");
      }
    }
    return of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads hexadecimal digits, two per byte, without separators. */
  public static Octets hex(String digits) {
    return of(HexFormat.of().parseHex(digits));
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The unsigned byte at {@code at}, 0 to 255. */
  public int u8(int at) {
    return bytes[at] & 0xFF;
  }

  /** The unsigned big-endian 16-bit number at {@code at}. */
  public int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  /** The big-endian 32-bit number at {@code at}; read it unsigned where the field is. */
  public int i32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  /** The bytes from {@code from} up to, not including, {@code to}. */
  public Octets slice(int from, int to) {
    return of(bytes, from, to - from);
  }

  /** These bytes and then those of {@code more}. */
  public Octets followedBy(Octets more) {
    if (bytes.length == 0 || more.bytes.length == 0) {
      return bytes.length == 0 ? more : this;
    }
    byte[] all = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
    System.arraycopy(more.bytes, 0, all, bytes.length, more.bytes.length);
    return new Octets(all);
  }

  /**
   * Copies {@code length} bytes from {@code from} on into {@code target}, where they start at
   * {@code at}.
   *
   * @throws IndexOutOfBoundsException when they do not lie inside both
   */
  public void copyTo(byte[] target, int at, int from, int length) {
    System.arraycopy(bytes, from, target, at, length);
  }

  /** One character per byte, ISO 8859-1: every byte survives the way there and back. */
  public String latin1() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
