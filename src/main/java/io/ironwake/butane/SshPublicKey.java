package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.regex.Pattern;

/** A line of {@code authorized_keys} (OpenSSH's sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
@Pure
public final class SshPublicKey {
  private static final Pattern LINE =
      Pattern.compile(
          "(?:\\S.* )?(?:ssh-|ecdsa-|sk-)[A-Za-z0-9@.-]+ [A-Za-z0-9+/]{16,}={0,3}(?: .*)?");

  private SshPublicKey() {}

  /** Whether it could be one: options if any, kind, key, comment if any. */
  public static boolean matches(String line) {
    return LINE.matcher(line).matches();
  }
}
