package io.ironwake.tftp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The TFTP server's settings, by environment variables such as {@code IRONWAKE_TFTP_PORT_MODE} or
 * the options of {@code serve}.
 */
@ConfigMapping(prefix = "ironwake.tftp")
public interface TftpConfig {
  /** From which port a transfer is sent. */
  enum Ports {
    /** All from the one that was asked. */
    SINGLE,
    /** Each from one of its own, out of {@link #portRange()}. */
    EPHEMERAL
  }

  @WithDefault("single")
  Ports portMode();

  /** For firewalls, which must let these in. */
  @WithDefault("30000-30999")
  String portRange();

  /** Of the narrowest path to a client in bytes; an interface's own smaller MTU wins. */
  @WithDefault("1500")
  int mtu();

  /** Blocks before an ACK at most, for clients that ask for windows. */
  @WithDefault("64")
  int largestWindow();

  /** Transfers that move at the same time; the first packets of others wait. */
  @WithDefault("1024")
  int transfers();

  /** Of them to one address. */
  @WithDefault("512")
  int transfersPerAddress();

  /** Of files kept in memory at most. */
  @WithDefault("67108864")
  long cacheBytes();

  /**
   * The settings in these words.
   *
   * @throws IllegalArgumentException naming what serves nobody
   */
  static TftpSettings settings(TftpConfig config) {
    PortMode ports =
        switch (config.portMode()) {
          case SINGLE -> new PortMode.Single();
          case EPHEMERAL -> PortMode.Ephemeral.parse(config.portRange());
        };
    int known = Math.max(TftpSettings.DEFAULT.limits().known(), config.transfers());
    return new TftpSettings(
        config.mtu(),
        config.largestWindow(),
        new TftpSettings.Limits(config.transfers(), config.transfersPerAddress(), known),
        ports,
        config.cacheBytes());
  }
}
