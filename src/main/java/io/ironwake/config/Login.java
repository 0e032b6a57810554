package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the account of an installed system is entered.
 *
 * @param keys authorized SSH keys
 * @param hash the password as {@code crypt(3)} wrote it; empty for a locked one
 */
@Pure
record Login(List<String> keys, Optional<String> hash) {
  static final String KEYS = "ssh-authorized-keys";
  static final String HASH = "password-hash";

  /** No password has it, so the account is locked. */
  static final String LOCKED = "!";

  private static final Pattern CRYPT = Pattern.compile("\\$[A-Za-z0-9./=,$+_-]{8,250}");

  /**
   * @throws ConfigException for an account that nobody could enter, or a password that is no hash
   */
  static Login read(Fields config) {
    List<String> keys = SshKeys.read(config, KEYS, false);
    Optional<String> hash = config.line(HASH);
    if (hash.filter(it -> !CRYPT.matcher(it).matches()).isPresent()) {
      throw new ConfigException(
          config.at(HASH), "is not a hashed password; make one with: openssl passwd -6");
    }
    if (keys.isEmpty() && hash.isEmpty()) {
      throw new ConfigException(
          config.at(KEYS), "nobody could log in; give keys, or set " + config.at(HASH));
    }
    return new Login(keys, hash);
  }

  String crypted() {
    return hash.orElse(LOCKED);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "Login[" + keys.size() + " keys]";
  }
}
