package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of boot nonces, ready to sign: finding the algorithm and taking the key in cost more than
 * a signature, and each script of a waiting machine needs two.
 */
final class NonceKey {
  /** Bytes of a signature: HMAC-SHA-256, cut to 128 bits. */
  static final int SIGNATURE = 16;

  private static final String ALGORITHM = "HmacSHA256";

  /** Only ever cloned: a {@link Mac} in use belongs to one thread. */
  private final Mac keyed;

  NonceKey(byte[] key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signs what a nonce says in clear for a client at {@code address}. */
  byte[] signature(byte[] clear, Ipv4 address) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(clear);
      return Arrays.copyOf(mac.doFinal(address.toBytes()), SIGNATURE);
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
