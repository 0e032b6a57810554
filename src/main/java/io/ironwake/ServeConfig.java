package io.ironwake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code serve} is told, by its options or by environment variables such as {@code
 * IRONWAKE_SERVE_INTERFACES}.
 */
@ConfigMapping(prefix = "ironwake.serve")
interface ServeConfig {
  /**
   * Interfaces to serve, each as {@code eth1} or with a mode, such as {@code eth1=off}; empty for
   * all that have an address and are up.
   */
  Optional<List<String>> interfaces();

  /** The declared file, applied at start. */
  Optional<Path> config();

  /** Lets approvals in the declared file act on a new or restored database. */
  @WithDefault("false")
  boolean acceptApprovals();

  /** UDP, 67 unless unprivileged. */
  @WithDefault("67")
  int dhcpPort();

  @WithDefault("4011")
  int pxePort();

  @WithDefault("69")
  int tftpPort();

  @WithDefault("8069")
  int bootPort();

  /** TCP; the boot plane answers by HTTPS too when it is given. */
  Optional<Integer> httpsPort();

  /** Certificate chains in PEM; empty for one of Ironwake's own authority. */
  Optional<List<Path>> httpsCertificates();

  /** The key of each, in the same order. */
  Optional<List<Path>> httpsKeys();

  /** How often to look for other DHCP servers: {@code 1m} to {@code 24h}, or {@code off}. */
  @WithDefault("10m")
  String lookoutInterval();

  /** The address the boot plane listens on. */
  @WithDefault("0.0.0.0")
  String bootHost();
}
