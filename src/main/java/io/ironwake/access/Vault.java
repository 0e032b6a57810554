package io.ironwake.access;

import io.ironwake.store.PrivateFiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Encryption at rest: AES-256-GCM under keys from a file outside the database. What is sealed opens
 * only under the same context (such as {@code secret/cluster-a}), so that nobody who can write rows
 * can move a ciphertext to another place.
 */
@ApplicationScoped
public class Vault {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final VaultKeys keys;
  private final SecureRandom random = new SecureRandom();

  /**
   * Something sealed.
   *
   * @param ciphertext 12 bytes of nonce, then AES-GCM's ciphertext and tag
   * @param keyId names the key without telling it, at most 32 characters
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Sealed(byte[] ciphertext, String keyId) {}

  Vault(
      @ConfigProperty(name = "ironwake.data", defaultValue = "ironwake-data") Path data,
      @ConfigProperty(name = "ironwake.encryption-key-file") Optional<Path> given) {
    this.keys = given.map(Vault::read).orElseGet(() -> readOrCreate(data));
  }

  /** Encrypts under the newest key. */
  public Sealed seal(byte[] plain, String context) {
    VaultKeys.Key key = keys.newest();
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, plain, context);
    byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
    return new Sealed(whole, key.id());
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws IllegalStateException when the key is not known, or it was changed or sealed for
   *     another context
   */
  public byte[] open(byte[] ciphertext, String keyId, String context) {
    if (ciphertext.length < NONCE + TAG_BITS / 8) {
      throw new IllegalStateException("what is stored for " + context + " is cut short");
    }
    byte[] nonce = Arrays.copyOf(ciphertext, NONCE);
    byte[] sealed = Arrays.copyOfRange(ciphertext, NONCE, ciphertext.length);
    return crypt(Cipher.DECRYPT_MODE, keys.named(keyId), nonce, sealed, context);
  }

  private static byte[] crypt(
      int mode, VaultKeys.Key key, byte[] nonce, byte[] input, String context) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "what is stored for " + context + " was changed or belongs elsewhere", e);
    }
  }

  private static VaultKeys read(Path file) {
    try {
      return VaultKeys.parse(Files.readString(file), file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read the encryption key file " + file + ": " + e.getMessage(), e);
    }
  }

  private static VaultKeys readOrCreate(Path data) {
    Path file = data.resolve("secret.key");
    try {
      PrivateFiles.folder(data.toAbsolutePath());
      return VaultKeys.parse(PrivateFiles.readOrCreate(file, Vault::freshKey), file);
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot make the encryption key file " + file + ": " + e.getMessage(), e);
    }
  }

  private static String freshKey() {
    byte[] key = new byte[VaultKeys.BYTES];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }
}
