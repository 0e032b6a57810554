package io.ironwake.sim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * The signature of an image that is judged while the image goes by, as flatcar-install does with
 * gpg. Without a key of its own it believes any: the vendor's is inside the real image, and the
 * images that simulated machines are handed are made up.
 */
final class ImageSignature {
  private final Optional<String> key;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private Optional<PGPSignature> expected = Optional.empty();

  /**
   * @param key the public key it must be made with, armoured
   */
  ImageSignature(Optional<String> key) {
    this.key = key;
  }

  /** Where the signature's bytes go; what came before is forgotten. */
  OutputStream signature() {
    bytes.reset();
    return bytes;
  }

  /**
   * Where the image's bytes go; what came before is forgotten.
   *
   * @throws MachineStopped when the key cannot have made the signature
   */
  OutputStream image() {
    expected = key.map(this::signatureOf);
    return expected.map(ImageSignature::judge).orElseGet(OutputStream::nullOutputStream);
  }

  /** Whether what went by since {@link #image} is what was signed. */
  boolean isGood() {
    try {
      return expected.isEmpty() || expected.get().verify();
    } catch (PGPException broken) {
      return false;
    }
  }

  private static OutputStream judge(PGPSignature signature) {
    return new OutputStream() {
      @Override
      public void write(int octet) {
        signature.update((byte) octet);
      }

      @Override
      public void write(byte[] octets, int from, int length) {
        signature.update(octets, from, length);
      }
    };
  }

  private PGPSignature signatureOf(String armoured) {
    try {
      PGPSignature signature = read();
      PGPPublicKey signer =
          new PGPPublicKeyRingCollection(
                  PGPUtil.getDecoderStream(
                      new ByteArrayInputStream(armoured.getBytes(StandardCharsets.US_ASCII))),
                  new BcKeyFingerprintCalculator())
              .getPublicKey(signature.getKeyID());
      if (signer == null) {
        throw new MachineStopped("the image is signed with another key");
      }
      signature.init(new BcPGPContentVerifierBuilderProvider(), signer);
      return signature;
    } catch (IOException | PGPException unreadable) {
      throw new MachineStopped("the image's signature is none: " + unreadable.getMessage());
    }
  }

  private PGPSignature read() throws IOException {
    BcPGPObjectFactory packets =
        new BcPGPObjectFactory(
            PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes.toByteArray())));
    if (packets.nextObject() instanceof PGPSignatureList list && !list.isEmpty()) {
      return list.get(0);
    }
    throw new MachineStopped("the image's signature is none");
  }
}
