package io.ironwake.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** A vendor as Flatcar is one: a primary key, a signing subkey of a year, detached signatures. */
public final class TestKeys {
  static final Instant MADE = Instant.parse("2025-01-01T00:00:00Z");

  private final PGPKeyPair primary = pair(MADE);
  private final PGPKeyPair subkey = pair(MADE);
  private final int flags;
  private final Duration life;
  private final boolean consents;

  /** Keys as they should be, made for this test. */
  public TestKeys() {
    this(KeyFlags.SIGN_DATA, Duration.ofDays(365), true);
  }

  /**
   * @param flags what the primary lets the subkey do
   * @param life of the subkey
   * @param consents whether the subkey signs that it belongs to the primary
   */
  TestKeys(int flags, Duration life, boolean consents) {
    this.flags = flags;
    this.life = life;
    this.consents = consents;
  }

  private static PGPKeyPair pair(Instant made) {
    try {
      Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
      generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
      return new BcPGPKeyPair(
          PGPPublicKey.EDDSA_LEGACY, generator.generateKeyPair(), Date.from(made));
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  String fingerprint() {
    return TrustedKeys.fingerprint(primary.getPublicKey());
  }

  String subkeyFingerprint() {
    return TrustedKeys.fingerprint(subkey.getPublicKey());
  }

  /** The public key as vendors publish it, armoured. */
  public byte[] file() {
    return armoured(ring());
  }

  PGPPublicKeyRing ring() {
    try {
      PGPDigestCalculator sha1 = new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1);
      PGPKeyRingGenerator generator =
          new PGPKeyRingGenerator(
              PGPSignature.POSITIVE_CERTIFICATION,
              primary,
              "Vendor",
              sha1,
              null,
              null,
              signer(primary),
              null);
      PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
      packets.setKeyFlags(true, flags);
      packets.setKeyExpirationTime(true, life.toSeconds());
      if (consents) {
        generator.addSubKey(subkey, packets.generate(), null, signer(subkey));
      } else {
        generator.addSubKey(subkey, packets.generate(), null);
      }
      return generator.generatePublicKeyRing();
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BcPGPContentSignerBuilder signer(PGPKeyPair pair) {
    return new BcPGPContentSignerBuilder(
        pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512);
  }

  static byte[] armoured(PGPPublicKeyRing ring) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ArmoredOutputStream out = ArmoredOutputStream.builder().build(bytes)) {
        ring.encode(out);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same key with its subkey revoked by the primary. */
  byte[] withSubkeyRevoked() {
    try {
      PGPSignatureGenerator generator =
          new PGPSignatureGenerator(signer(primary), primary.getPublicKey());
      generator.init(PGPSignature.SUBKEY_REVOCATION, primary.getPrivateKey());
      PGPPublicKey inRing = ring().getPublicKey(subkey.getKeyID());
      PGPSignature revocation =
          generator.generateCertification(primary.getPublicKey(), subkey.getPublicKey());
      PGPPublicKey revoked = PGPPublicKey.addCertification(inRing, revocation);
      return armoured(PGPPublicKeyRing.insertPublicKey(ring(), revoked));
    } catch (PGPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The detached signature of a file, made while the key was valid. */
  public byte[] sign(byte[] content) {
    return sign(content, MADE.plus(Duration.ofDays(30)));
  }

  byte[] sign(byte[] content, Instant at) {
    return sign(
        content, at, Optional.empty(), PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA512);
  }

  byte[] signFor(byte[] content, Duration life) {
    return sign(
        content,
        MADE.plus(Duration.ofDays(30)),
        Optional.of(life),
        PGPSignature.BINARY_DOCUMENT,
        HashAlgorithmTags.SHA512);
  }

  byte[] sign(byte[] content, Instant at, Optional<Duration> valid, int type, int hash) {
    try {
      PGPSignatureGenerator generator =
          new PGPSignatureGenerator(
              new BcPGPContentSignerBuilder(subkey.getPublicKey().getAlgorithm(), hash),
              subkey.getPublicKey());
      generator.init(type, subkey.getPrivateKey());
      PGPSignatureSubpacketGenerator packets = new PGPSignatureSubpacketGenerator();
      packets.setSignatureCreationTime(true, Date.from(at));
      packets.setIssuerFingerprint(false, subkey.getPublicKey());
      valid.ifPresent(time -> packets.setSignatureExpirationTime(true, time.toSeconds()));
      generator.setHashedSubpackets(packets.generate());
      PGPSignatureSubpacketGenerator issuer = new PGPSignatureSubpacketGenerator();
      issuer.setIssuerKeyID(false, subkey.getKeyID());
      generator.setUnhashedSubpackets(issuer.generate());
      generator.update(content);
      return generator.generate().getEncoded();
    } catch (PGPException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
