package io.ironwake.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;

class DetachedSignatureTest {
  private static final byte[] IMAGE = "the image of a disk".getBytes(UTF_8);
  private static final Instant NOW = TestKeys.MADE.plus(Duration.ofDays(60));

  private final TestKeys vendor = new TestKeys();

  private static TrustedKeys trust(TestKeys keys) throws IOException {
    return trust(keys, keys.file());
  }

  private static TrustedKeys trust(TestKeys keys, byte[] file) throws IOException {
    return TrustedKeys.read(List.of(new ByteArrayInputStream(file)), List.of(keys.fingerprint()));
  }

  private static String verify(TrustedKeys keys, byte[] signature, byte[] content, Instant now)
      throws IOException {
    DetachedSignature begun =
        DetachedSignature.begin(new ByteArrayInputStream(signature), keys, now);
    begun.update(content, content.length);
    return begun.verified();
  }

  private void refused(byte[] signature, String why) {
    assertThatThrownBy(() -> verify(trust(vendor), signature, IMAGE, NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aSubkeyThatTheTrustedPrimaryVouchesForCounts() throws IOException {
    assertThat(verify(trust(vendor), vendor.sign(IMAGE), IMAGE, NOW))
        .isEqualTo(vendor.subkeyFingerprint());
  }

  @Test
  void aTamperedFileIsNot() {
    byte[] other = IMAGE.clone();
    other[3] ^= 1;
    assertThatThrownBy(() -> verify(trust(vendor), vendor.sign(IMAGE), other, NOW))
        .hasMessageContaining("not what was signed");
  }

  @Test
  void aTruncatedFileIsNot() {
    assertThatThrownBy(
            () ->
                verify(
                    trust(vendor), vendor.sign(IMAGE), Arrays.copyOf(IMAGE, IMAGE.length - 1), NOW))
        .hasMessageContaining("not what was signed");
  }

  @Test
  void anotherVendorsKeyDoesNotCount() {
    byte[] signature = new TestKeys().sign(IMAGE);
    assertThatThrownBy(() -> verify(trust(vendor), signature, IMAGE, NOW))
        .isInstanceOf(DetachedSignature.UnknownKey.class)
        .hasMessageContaining("not trusted");
  }

  @Test
  void aKeyInTheFolderIsNotTrustedForBeingThere() throws IOException {
    TestKeys stranger = new TestKeys();
    TrustedKeys keys =
        TrustedKeys.read(
            List.of(
                new ByteArrayInputStream(vendor.file()), new ByteArrayInputStream(stranger.file())),
            List.of(vendor.fingerprint()));
    assertThatThrownBy(() -> verify(keys, stranger.sign(IMAGE), IMAGE, NOW))
        .isInstanceOf(DetachedSignature.UnknownKey.class);
  }

  @Test
  void aTruncatedSignatureIsRefused() {
    byte[] whole = vendor.sign(IMAGE);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> verify(trust(vendor), part, IMAGE, NOW))
          .as("the first %d bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void noFlippedBitMakesASignatureOfSomethingElse() throws IOException {
    byte[] other = "another image".getBytes(UTF_8);
    byte[] whole = vendor.sign(IMAGE);
    TrustedKeys keys = trust(vendor);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> verify(keys, flipped, other, NOW)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void somethingElseThanASignatureIsRefused() {
    refused("404 not found".getBytes(UTF_8), "signature");
    refused(vendor.file(), "not a detached");
  }

  @Test
  void aSignatureMadeAfterItsKeyExpiredIsRefused() {
    refused(vendor.sign(IMAGE, TestKeys.MADE.plus(Duration.ofDays(366))), "which is not yet");
    assertThatThrownBy(
            () ->
                verify(
                    trust(vendor),
                    vendor.sign(IMAGE, TestKeys.MADE.plus(Duration.ofDays(366))),
                    IMAGE,
                    TestKeys.MADE.plus(Duration.ofDays(400))))
        .hasMessageContaining("was expired");
  }

  @Test
  void aSignatureMadeWhileItsKeyWasValidOutlivesTheKey() throws IOException {
    assertThat(
            verify(
                trust(vendor),
                vendor.sign(IMAGE),
                IMAGE,
                TestKeys.MADE.plus(Duration.ofDays(2000))))
        .isEqualTo(vendor.subkeyFingerprint());
  }

  @Test
  void aSignatureOlderThanItsKeyIsRefused() {
    refused(vendor.sign(IMAGE, TestKeys.MADE.minus(Duration.ofDays(1))), "not yet valid");
  }

  @Test
  void aSignatureThatExpiredIsRefused() {
    refused(vendor.signFor(IMAGE, Duration.ofDays(1)), "it expired at");
  }

  @Test
  void aSignatureOfATextOrWithAWeakHashIsRefused() {
    Instant at = TestKeys.MADE.plus(Duration.ofDays(30));
    refused(
        vendor.sign(
            IMAGE,
            at,
            Optional.empty(),
            PGPSignature.CANONICAL_TEXT_DOCUMENT,
            HashAlgorithmTags.SHA512),
        "something else");
    refused(
        vendor.sign(
            IMAGE, at, Optional.empty(), PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA1),
        "too weak");
  }

  @Test
  void aRevokedSubkeyNoLongerCounts() {
    assertThatThrownBy(
            () -> verify(trust(vendor, vendor.withSubkeyRevoked()), vendor.sign(IMAGE), IMAGE, NOW))
        .isInstanceOf(DetachedSignature.UnknownKey.class);
  }

  @Test
  void anOlderFileDoesNotUndoARevocation() throws IOException {
    byte[] revoked = vendor.withSubkeyRevoked();
    for (List<byte[]> files :
        List.of(List.of(vendor.file(), revoked), List.of(revoked, vendor.file()))) {
      TrustedKeys keys =
          TrustedKeys.read(
              List.of(
                  new ByteArrayInputStream(files.getFirst()),
                  new ByteArrayInputStream(files.getLast())),
              List.of(vendor.fingerprint()));
      assertThatThrownBy(() -> verify(keys, vendor.sign(IMAGE), IMAGE, NOW))
          .isInstanceOf(DetachedSignature.UnknownKey.class);
    }
  }

  @Test
  void aSubkeyForEncryptionOrWithoutConsentDoesNotSign() {
    TestKeys encrypts = new TestKeys(KeyFlags.ENCRYPT_COMMS, Duration.ofDays(365), true);
    TestKeys kidnapped = new TestKeys(KeyFlags.SIGN_DATA, Duration.ofDays(365), false);
    for (TestKeys keys : List.of(encrypts, kidnapped)) {
      assertThatThrownBy(() -> verify(trust(keys), keys.sign(IMAGE), IMAGE, NOW))
          .isInstanceOf(DetachedSignature.UnknownKey.class);
    }
  }
}
