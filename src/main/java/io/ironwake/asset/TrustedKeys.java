package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;

/**
 * The keys whose signatures count: primary keys with one of the wanted fingerprints, and the
 * signing subkeys these vouch for (RFC 9580 §5.2.1.8, §10.1.1). A key file may hold anything else;
 * it is not trusted for lying in a folder.
 */
final class TrustedKeys {
  private final Map<Long, SigningKey> byId;

  private TrustedKeys(Map<Long, SigningKey> byId) {
    this.byId = Map.copyOf(byId);
  }

  /**
   * Reads key files, armoured or binary. A revocation in one counts although an older file lacks
   * it.
   *
   * @param files their content
   * @param fingerprints of trusted primary keys, upper-case hex
   * @throws IOException when a file is not a public key
   */
  static TrustedKeys read(List<InputStream> files, List<String> fingerprints) throws IOException {
    Map<Long, SigningKey> keys = new HashMap<>();
    Set<Long> revoked = new HashSet<>();
    for (InputStream file : files) {
      try (InputStream in = PGPUtil.getDecoderStream(file)) {
        PGPPublicKeyRingCollection rings =
            new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator());
        for (PGPPublicKeyRing ring : rings) {
          if (fingerprints.contains(fingerprint(ring.getPublicKey()))) {
            SigningKey.of(ring).forEach(key -> keys.put(key.id(), key));
            revoked.addAll(SigningKey.revoked(ring));
          }
        }
      } catch (PGPException | PGPRuntimeOperationException | IllegalArgumentException e) {
        throw new IOException("it is not an OpenPGP public key: " + e.getMessage(), e);
      }
    }
    keys.keySet().removeAll(revoked);
    return new TrustedKeys(keys);
  }

  /** The fingerprints of the primary keys in a file. */
  static List<String> fingerprints(InputStream file) throws IOException {
    try (InputStream in = PGPUtil.getDecoderStream(file)) {
      Iterator<PGPPublicKeyRing> rings =
          new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator()).getKeyRings();
      java.util.ArrayList<String> found = new java.util.ArrayList<>();
      rings.forEachRemaining(ring -> found.add(fingerprint(ring.getPublicKey())));
      return found;
    } catch (PGPException | PGPRuntimeOperationException | UncheckedIOException e) {
      throw new IOException("it is not an OpenPGP public key: " + e.getMessage(), e);
    }
  }

  Optional<SigningKey> find(long keyId) {
    return Optional.ofNullable(byId.get(keyId));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  static String fingerprint(PGPPublicKey key) {
    return HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
  }

  /** A key id as gpg writes it, 16 digits. */
  static String shown(long keyId) {
    return String.format(Locale.ROOT, "%016X", keyId);
  }
}
