package io.ironwake.boot;

import io.ironwake.access.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/** The key that signs boot nonces: made once, kept encrypted, shared by all replicas. */
@ApplicationScoped
class BootKey {
  private static final int BYTES = 32;

  private final Secrets secrets;
  private volatile byte[] key = new byte[0];

  BootKey(Secrets secrets) {
    this.secrets = secrets;
  }

  /** Reads or makes the key; must run before the doors open. */
  void load() {
    key =
        secrets.getOrCreate(
            "boot-nonce-key",
            () -> {
              byte[] fresh = new byte[BYTES];
              new SecureRandom().nextBytes(fresh);
              return fresh;
            });
  }

  byte[] bytes() {
    if (key.length != BYTES) {
      throw new IllegalStateException("the boot key is not loaded yet");
    }
    return key;
  }
}
