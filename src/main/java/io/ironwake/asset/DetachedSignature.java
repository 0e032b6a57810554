package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPRuntimeOperationException;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * One detached OpenPGP signature being compared with a file, piece by piece. A signature made while
 * its key was valid counts although the key expired since, as gpg and {@code flatcar-install} have
 * it: Flatcar's yearly subkeys expire, their releases do not.
 */
final class DetachedSignature {
  /** Broken or too weak for a signature made today. */
  private static final Set<Integer> HASHES =
      Set.of(
          HashAlgorithmTags.SHA256,
          HashAlgorithmTags.SHA384,
          HashAlgorithmTags.SHA512,
          HashAlgorithmTags.SHA224,
          HashAlgorithmTags.SHA3_256,
          HashAlgorithmTags.SHA3_512);

  private static final Duration SKEW = Duration.ofHours(24);

  private final PGPSignature signature;
  private final SigningKey key;

  private DetachedSignature(PGPSignature signature, SigningKey key) {
    this.signature = signature;
    this.key = key;
  }

  /** A signature none of the trusted keys made: a newer key file may hold the key. */
  static final class UnknownKey extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownKey(String message) {
      super(message);
    }
  }

  /**
   * Reads a signature file, armoured or binary, and begins the comparison.
   *
   * @param now refuses signatures from the future, and expired ones
   * @throws UnknownKey when no trusted key made it
   * @throws IOException when it is no signature, or one that cannot count; the message says why
   */
  static DetachedSignature begin(InputStream file, TrustedKeys keys, Instant now)
      throws IOException {
    try {
      PGPSignatureList all = read(file);
      Optional<UnknownKey> unknown = Optional.empty();
      for (PGPSignature each : all) {
        Optional<SigningKey> key = keys.find(each.getKeyID());
        if (key.isPresent()) {
          check(each, key.get(), now);
          each.init(new BcPGPContentVerifierBuilderProvider(), key.get().key());
          return new DetachedSignature(each, key.get());
        }
        unknown =
            Optional.of(
                new UnknownKey(
                    "it was made by key "
                        + TrustedKeys.shown(each.getKeyID())
                        + ", which is not trusted"));
      }
      throw unknown.orElseGet(() -> new UnknownKey("it holds no signature"));
    } catch (PGPException | PGPRuntimeOperationException e) {
      throw new IOException("it cannot be read: " + e.getMessage(), e);
    }
  }

  private static PGPSignatureList read(InputStream file) throws IOException {
    try {
      Object first = new BcPGPObjectFactory(PGPUtil.getDecoderStream(file)).nextObject();
      if (first instanceof PGPSignatureList list) {
        return list;
      }
      throw new IOException("it is not a detached OpenPGP signature");
    } catch (RuntimeException damaged) {
      throw new IOException("it is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private static void check(PGPSignature signature, SigningKey key, Instant now)
      throws IOException {
    if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
      throw new IOException("it does not sign a file but something else");
    }
    if (!HASHES.contains(signature.getHashAlgorithm())) {
      throw new IOException("its hash is too weak (" + signature.getHashAlgorithm() + ")");
    }
    Instant made = signature.getCreationTime().toInstant();
    if (made.isAfter(now.plus(SKEW))) {
      throw new IOException("it was made at " + made + ", which is not yet; set the clock");
    }
    if (!key.isValidAt(made)) {
      throw new IOException(
          "its key "
              + key.fingerprint()
              + " was expired or not yet valid when it was made, at "
              + made);
    }
    checkExpiry(signature, made, now);
  }

  private static void checkExpiry(PGPSignature signature, Instant made, Instant now)
      throws IOException {
    PGPSignatureSubpacketVector packets = signature.getHashedSubPackets();
    long seconds = packets == null ? 0 : packets.getSignatureExpirationTime();
    if (seconds != 0 && now.isAfter(made.plusSeconds(seconds))) {
      throw new IOException("it expired at " + made.plusSeconds(seconds));
    }
  }

  void update(byte[] buffer, int length) {
    signature.update(buffer, 0, length);
  }

  /**
   * Ends the comparison.
   *
   * @return the fingerprint of the key that made it
   * @throws IOException when the file is not what was signed
   */
  String verified() throws IOException {
    try {
      if (!signature.verify()) {
        throw new IOException("the file is not what was signed");
      }
      return key.fingerprint();
    } catch (PGPException | PGPRuntimeOperationException e) {
      throw new IOException("it cannot be compared: " + e.getMessage(), e);
    }
  }
}
