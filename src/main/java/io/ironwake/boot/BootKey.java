package io.ironwake.boot;

import io.ironwake.access.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Optional;

/** The key that signs boot nonces: made once, kept encrypted, shared by all replicas. */
@ApplicationScoped
class BootKey {
  private static final int BYTES = 32;

  private final Secrets secrets;
  private volatile Optional<NonceKey> key = Optional.empty();

  BootKey(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Reads or makes the key; must run before the doors open. */
  void load() {
    byte[] bytes =
        secrets.getOrCreate(
            "boot-nonce-key",
            () -> {
              byte[] fresh = new byte[BYTES];
              new SecureRandom().nextBytes(fresh);
              return fresh;
            });
    if (bytes.length != BYTES) {
      throw new IllegalStateException("the boot key has " + bytes.length + " bytes, not " + BYTES);
    }
    key = Optional.of(new NonceKey(bytes));
  }

  NonceKey current() {
    return key.orElseThrow(() -> new IllegalStateException("the boot key is not loaded yet"));
  }
}
