package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The capability in boot URLs: what it says in clear, and a 128-bit truncated HMAC-SHA-256 over
 * that and the leased address, so that any replica that holds the key can verify it without a row.
 *
 * <pre>
 *  0      5 6       11 12       15 16    17            32
 * +--------+----------+-----------+-------+--------------+
 * |  MAC   | boot id  | minted at | bound |  HMAC[0..16] |
 * +--------+----------+-----------+-------+--------------+
 * </pre>
 *
 * @param mac the interface that boots
 * @param bootId 48 random bits, one network boot
 * @param mintedAt to the second
 * @param bound true when the HMAC covers the address the client was given; else the first use binds
 *     one
 */
record BootNonce(MacAddress mac, long bootId, Instant mintedAt, boolean bound) {
  /** How long a nonce opens anything. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int CLEAR = 17;

  /** The text for a URL: 44 characters of the base64url alphabet. */
  String sign(NonceKey key, Ipv4 address) {
    byte[] clear = clear();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ByteBuffer.allocate(CLEAR + NonceKey.SIGNATURE)
                .put(clear)
                .put(key.signature(clear, bound ? address : Ipv4.ANY))
                .array());
  }

  /**
   * The nonce a text holds, when its signature is right for this client address. Its age is not
   * looked at.
   */
  static Optional<BootNonce> verify(String text, NonceKey key, Ipv4 client) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != CLEAR + NonceKey.SIGNATURE) {
      return Optional.empty();
    }
    byte[] clear = Arrays.copyOf(bytes, CLEAR);
    BootNonce nonce = read(clear);
    byte[] expected = key.signature(clear, nonce.bound ? client : Ipv4.ANY);
    return MessageDigest.isEqual(expected, Arrays.copyOfRange(bytes, CLEAR, bytes.length))
        ? Optional.of(nonce)
        : Optional.empty();
  }

  /** True for a text of the form that {@link #sign} gives; whether it is ours is not looked at. */
  static boolean looksLikeOne(String text) {
    return text.length() == (CLEAR + NonceKey.SIGNATURE) * 4 / 3 && FORM.matcher(text).matches();
  }

  boolean isExpired(Instant now) {
    return now.isAfter(mintedAt.plus(LIFETIME));
  }

  /** The boot id as the journal spells it: it opens nothing. */
  String boot() {
    return HexFormat.of().toHexDigits(bootId, 12);
  }

  private static BootNonce read(byte[] clear) {
    ByteBuffer in = ByteBuffer.wrap(clear);
    byte[] mac = new byte[6];
    in.get(mac);
    long bootId = (long) (in.getShort() & 0xFFFF) << 32 | in.getInt() & 0xFFFF_FFFFL;
    return new BootNonce(
        MacAddress.of(mac),
        bootId,
        Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt())),
        in.get() == 1);
  }

  private byte[] clear() {
    return ByteBuffer.allocate(CLEAR)
        .put(mac.toBytes())
        .putShort((short) (bootId >>> 32))
        .putInt((int) bootId)
        .putInt((int) mintedAt.getEpochSecond())
        .put((byte) (bound ? 1 : 0))
        .array();
  }

  /** Without the signature, which is what opens doors. */
  @Override
  public String toString() {
    return "BootNonce[" + mac + " boot " + boot() + "]";
  }
}
