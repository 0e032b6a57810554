package io.ironwake.matchbox;

import io.ironwake.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/**
 * Signs answers as Matchbox does: detached, over the text with the line ends of RFC 9580 §5.2.1.
 */
final class MatchboxSigner {
  private final PGPPublicKey key;
  private final PGPPrivateKey secret;

  private MatchboxSigner(PGPPublicKey key, PGPPrivateKey secret) {
    this.key = key;
    this.secret = secret;
  }

  /**
   * Reads a key, armored or not.
   *
   * @throws Problem INVALID naming the file and the fix
   */
  static MatchboxSigner read(Path file, String passphrase) {
    try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(file))) {
      PGPSecretKeyRingCollection rings =
          new PGPSecretKeyRingCollection(in, new BcKeyFingerprintCalculator());
      PGPSecretKey key =
          StreamSupport.stream(rings.spliterator(), false)
              .flatMap(ring -> StreamSupport.stream(ring.spliterator(), false))
              .filter(each -> each.isSigningKey() && !each.isPrivateKeyEmpty())
              .findFirst()
              .orElseThrow(() -> Problem.invalid(file + " holds no OpenPGP key that can sign"));
      return new MatchboxSigner(
          key.getPublicKey(),
          key.extractPrivateKey(
              new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                  .build(passphrase.toCharArray())));
    } catch (IOException e) {
      throw Problem.invalid("the signing key " + file + " cannot be read; check --matchbox-key");
    } catch (PGPException e) {
      throw Problem.invalid(
          "the signing key "
              + file
              + " cannot be opened; name the file with its passphrase in"
              + " IRONWAKE_MATCHBOX_SIGNING_PASSPHRASE_FILE");
    }
  }

  /** The binary signature, {@code .sig}. */
  byte[] signature(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(text, out);
    return out.toByteArray();
  }

  /** The same as text, {@code .asc}. */
  byte[] armored(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(out)) {
      write(text, armor);
    } catch (IOException e) {
      throw new IllegalStateException("a signature could not be written", e);
    }
    return out.toByteArray();
  }

  private void write(String text, OutputStream out) {
    try {
      PGPSignatureGenerator generator =
          new PGPSignatureGenerator(
              new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA256), key);
      generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, secret);
      String canonical = text.replace("\r\n", "\n").replace("\n", "\r\n");
      generator.update(canonical.getBytes(StandardCharsets.UTF_8));
      generator.generate().encode(out);
    } catch (PGPException | IOException e) {
      throw new IllegalStateException("an answer could not be signed", e);
    }
  }
}
