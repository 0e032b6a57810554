package io.ironwake.cluster;

import io.ironwake.config.ConfigException;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;

/** The addresses by which machines of a cluster know each other before the first of them boots. */
@Pure
final class Addresses {
  private Addresses() {}

  /**
   * @throws ConfigException that names the fix for a machine without one
   */
  static Ipv4 require(Cluster cluster, Candidate machine) {
    return machine
        .address()
        .orElseThrow(
            () ->
                new ConfigException(
                    "cluster " + cluster.name(),
                    "its "
                        + machine.role().word()
                        + " '"
                        + machine.name()
                        + "' has no reserved address, by which the others are to find it; reserve"
                        + " one for its MAC under reservations of its subnet"));
  }
}
