package io.ironwake.asset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * A key that may sign: a trusted primary, or a subkey its primary has bound to itself for signing,
 * with the subkey's own consent (RFC 9580 §5.2.1.9), and none that was revoked.
 *
 * @param until when it expires; empty for never
 * @param primary the primary key's fingerprint
 */
record SigningKey(PGPPublicKey key, Instant from, Optional<Instant> until, String primary) {
  private static final BcPGPContentVerifierBuilderProvider VERIFIERS =
      new BcPGPContentVerifierBuilderProvider();

  long id() {
    return key.getKeyID();
  }

  String fingerprint() {
    return TrustedKeys.fingerprint(key);
  }

  boolean isValidAt(Instant time) {
    return !time.isBefore(from) && until.filter(end -> !time.isBefore(end)).isEmpty();
  }

  /** All keys of a ring that may sign; the caller trusts its primary. */
  static List<SigningKey> of(PGPPublicKeyRing ring) {
    PGPPublicKey primary = ring.getPublicKey();
    if (primary.hasRevocation()) {
      return List.of();
    }
    List<SigningKey> keys = new ArrayList<>();
    String name = TrustedKeys.fingerprint(primary);
    Iterator<PGPPublicKey> all = ring.getPublicKeys();
    while (all.hasNext()) {
      PGPPublicKey key = all.next();
      if (key.isMasterKey()) {
        keys.add(new SigningKey(key, created(key), expiry(key, key.getValidSeconds()), name));
      } else if (!key.hasRevocation()) {
        newestBinding(primary, key)
            .map(PGPSignature::getHashedSubPackets)
            .map(packets -> expiry(key, packets.getKeyExpirationTime()))
            .ifPresent(until -> keys.add(new SigningKey(key, created(key), until, name)));
      }
    }
    return keys;
  }

  /** The key ids of a ring that were taken back; all of them when the primary was. */
  static Set<Long> revoked(PGPPublicKeyRing ring) {
    boolean whole = ring.getPublicKey().hasRevocation();
    Set<Long> ids = new HashSet<>();
    ring.getPublicKeys()
        .forEachRemaining(
            key -> {
              if (whole || key.hasRevocation()) {
                ids.add(key.getKeyID());
              }
            });
    return ids;
  }

  private static Instant created(PGPPublicKey key) {
    return key.getCreationTime().toInstant();
  }

  private static Optional<Instant> expiry(PGPPublicKey key, long seconds) {
    return seconds == 0 ? Optional.empty() : Optional.of(created(key).plusSeconds(seconds));
  }

  /** The last word of the primary about a subkey, if it is a good one and lets it sign. */
  private static Optional<PGPSignature> newestBinding(PGPPublicKey primary, PGPPublicKey key) {
    PGPSignature newest = null;
    Iterator<PGPSignature> all = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
    while (all.hasNext()) {
      PGPSignature each = all.next();
      boolean later = newest == null || each.getCreationTime().after(newest.getCreationTime());
      if (later && isGood(each, primary, primary, key)) {
        newest = each;
      }
    }
    return Optional.ofNullable(newest).filter(binding -> letsSign(binding, primary, key));
  }

  private static boolean letsSign(PGPSignature binding, PGPPublicKey primary, PGPPublicKey key) {
    PGPSignatureSubpacketVector packets = binding.getHashedSubPackets();
    return (packets.getKeyFlags() & KeyFlags.SIGN_DATA) != 0
        && (consents(packets, primary, key)
            || consents(binding.getUnhashedSubPackets(), primary, key));
  }

  /** The subkey's own signature inside the binding; it proves itself, wherever it stands. */
  private static boolean consents(
      PGPSignatureSubpacketVector packets, PGPPublicKey primary, PGPPublicKey key) {
    if (packets == null || !packets.hasSubpacket(SignatureSubpacketTags.EMBEDDED_SIGNATURE)) {
      return false;
    }
    try {
      PGPSignatureList embedded = packets.getEmbeddedSignatures();
      for (PGPSignature each : embedded) {
        if (each.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
            && isGood(each, key, primary, key)) {
          return true;
        }
      }
      return false;
    } catch (PGPException e) {
      return false;
    }
  }

  private static boolean isGood(
      PGPSignature signature, PGPPublicKey by, PGPPublicKey primary, PGPPublicKey key) {
    try {
      signature.init(VERIFIERS, by);
      return signature.verifyCertification(primary, key);
    } catch (PGPException e) {
      return false;
    }
  }
}
