package io.ironwake.config;

import io.ironwake.butane.SshPublicKey;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of {@code authorized_keys} (OpenSSH's sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
@Pure
final class SshKeys {
  private static final Pattern GITHUB = Pattern.compile("github:[A-Za-z0-9-]+");

  private SshKeys() {}

  static List<String> read(Fields config, String name, boolean github) {
    List<String> keys = config.lines(name);
    for (int i = 0; i < keys.size(); i++) {
      boolean known =
          SshPublicKey.matches(keys.get(i)) || (github && GITHUB.matcher(keys.get(i)).matches());
      if (!known) {
        throw new ConfigException(
            config.at(name) + "[" + i + "]",
            "is not a public SSH key; paste the line of the .pub file"
                + (github ? ", or write github:user" : ""));
      }
    }
    return keys;
  }
}
