package io.ironwake.matchbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Whether, to whom and how signed Matchbox's endpoints answer. */
@ConfigMapping(prefix = "ironwake.matchbox")
interface MatchboxConfig {
  /** To whom they answer. */
  enum Mode {
    OFF,
    /** To clients that are no machine of Ironwake's, and to those only DISCOVERED. */
    UNKNOWN,
    /** To all: nothing here looks at a machine's state. */
    ALL
  }

  @WithDefault("off")
  Mode mode();

  /** An OpenPGP secret key; without one there is no {@code .sig} and no {@code .asc}. */
  Optional<Path> signingKey();

  /** Holds the key's passphrase. */
  Optional<Path> signingPassphraseFile();
}
