package io.ironwake.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultTest {
  @TempDir Path data;
  private Vault vault;

  @BeforeEach
  void open() {
    vault = new Vault(data, Optional.empty());
  }

  @Test
  void whatWasSealedOpensAgainAlsoAfterARestart() {
    Vault.Sealed sealed = vault.seal("hunter2".getBytes(UTF_8), "here");
    Vault again = new Vault(data, Optional.empty());
    assertThat(again.open(sealed.ciphertext(), sealed.keyId(), "here"))
        .asString(UTF_8)
        .isEqualTo("hunter2");
  }

  @Test
  void theSameTextSealsDifferentlyEveryTime() {
    byte[] plain = "hunter2".getBytes(UTF_8);
    assertThat(vault.seal(plain, "here").ciphertext())
        .isNotEqualTo(vault.seal(plain, "here").ciphertext());
  }

  @Test
  void anotherContextDoesNotOpenIt() {
    Vault.Sealed sealed = vault.seal(new byte[8], "here");
    assertThatThrownBy(() -> vault.open(sealed.ciphertext(), sealed.keyId(), "there"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 12, 30})
  void aChangedByteDoesNotOpen(int at) {
    Vault.Sealed sealed = vault.seal(new byte[8], "here");
    sealed.ciphertext()[at] ^= 1;
    assertThatThrownBy(() -> vault.open(sealed.ciphertext(), sealed.keyId(), "here"))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 12, 27})
  void aCutCiphertextDoesNotOpen(int length) {
    String key = vault.seal(new byte[8], "here").keyId();
    assertThatThrownBy(() -> vault.open(new byte[length], key, "here"))
        .hasMessageContaining("cut short");
  }

  @Test
  void theKeyFileIsPrivate() throws IOException {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("secret.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aNewKeyInFrontSealsAndTheOldOneStillOpens() throws IOException {
    Vault.Sealed old = vault.seal("hunter2".getBytes(UTF_8), "here");
    Path rotated = data.resolve("rotated");
    String fresh = Base64.getEncoder().encodeToString(new byte[32]);
    Files.writeString(rotated, fresh + "\n" + Files.readString(data.resolve("secret.key")));

    Vault later = new Vault(data, Optional.of(rotated));
    assertThat(later.open(old.ciphertext(), old.keyId(), "here"))
        .asString(UTF_8)
        .isEqualTo("hunter2");
    assertThat(later.seal(new byte[1], "here").keyId()).isNotEqualTo(old.keyId());
  }

  @Test
  void aLostKeyIsNamed() throws IOException {
    Vault.Sealed sealed = vault.seal(new byte[8], "here");
    Path other = data.resolve("other");
    Files.writeString(other, Base64.getEncoder().encodeToString(new byte[32]));
    assertThatThrownBy(
            () ->
                new Vault(data, Optional.of(other))
                    .open(sealed.ciphertext(), sealed.keyId(), "here"))
        .hasMessageContaining(sealed.keyId())
        .hasMessageContaining("put that key back");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
  void anUnusableKeyFileNamesTheFix(String content) throws IOException {
    Path file = data.resolve("broken");
    Files.writeString(file, content);
    assertThatThrownBy(() -> new Vault(data, Optional.of(file)))
        .hasMessageContaining("openssl rand -base64 32");
  }
}
