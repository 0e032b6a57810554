package io.ironwake.matchbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.problem.Problem;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Date;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers are signed so that OpenPGP verifies them. */
class MatchboxSignerTest {
  @TempDir Path folder;

  private PGPPublicKey key(Path file, String passphrase) throws Exception {
    Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
    generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
    BcPGPKeyPair pair =
        new BcPGPKeyPair(
            PublicKeyAlgorithmTags.EDDSA_LEGACY, generator.generateKeyPair(), new Date());
    PGPSecretKey secret =
        new PGPSecretKey(
            PGPSignature.POSITIVE_CERTIFICATION,
            pair,
            "matchbox test",
            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1),
            null,
            null,
            new BcPGPContentSignerBuilder(
                pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
            new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .build(passphrase.toCharArray()));
    Files.write(file, secret.getEncoded());
    return pair.getPublicKey();
  }

  private static boolean verifies(byte[] signature, PGPPublicKey key, String canonical)
      throws Exception {
    Object first =
        new JcaPGPObjectFactory(PGPUtil.getDecoderStream(new ByteArrayInputStream(signature)))
            .nextObject();
    PGPSignature one = ((PGPSignatureList) first).get(0);
    one.init(new BcPGPContentVerifierBuilderProvider(), key);
    one.update(canonical.getBytes(UTF_8));
    return one.verify();
  }

  @Test
  void bothFormsVerify() throws Exception {
    Path file = folder.resolve("key");
    PGPPublicKey key = key(file, "secret");
    MatchboxSigner signer = MatchboxSigner.read(file, "secret");
    String text = "#!ipxe\nboot\n";
    assertThat(verifies(signer.signature(text), key, "#!ipxe\r\nboot\r\n")).isTrue();
    assertThat(verifies(signer.signature(text), key, "#!ipxe\r\nother\r\n")).isFalse();
    byte[] armored = signer.armored(text);
    assertThat(new String(armored, UTF_8)).startsWith("-----BEGIN PGP SIGNATURE-----\n");
    assertThat(verifies(armored, key, "#!ipxe\r\nboot\r\n")).isTrue();
  }

  @Test
  void aKeyThatCannotBeUsedIsNamed() throws Exception {
    Path file = folder.resolve("key");
    key(file, "secret");
    assertThatThrownBy(() -> MatchboxSigner.read(file, "wrong"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("IRONWAKE_MATCHBOX_SIGNING_PASSPHRASE_FILE");
    assertThatThrownBy(() -> MatchboxSigner.read(folder.resolve("none"), ""))
        .hasMessageContaining("check --matchbox-key");
  }
}
