package io.ironwake.sim;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.time.Duration;

/**
 * Where the boot service is and how fast time runs.
 *
 * @param server the DHCP server's address
 * @param dhcpPort its port; 67 in the field
 * @param tftpPort the TFTP port the firmware asks at the address DHCP named; 69 in the field
 * @param giaddr the relay address: one this host owns and the server has a subnet for
 * @param timeFactor what the waits of firmware and scripts are multiplied with; 1 is real time
 * @param maxBoots network boots before a machine that gets nowhere gives up, at least 1
 */
@Pure
public record SimSettings(
    Ipv4 server, int dhcpPort, int tftpPort, Ipv4 giaddr, double timeFactor, int maxBoots) {
  public SimSettings {
    requirePort("dhcpPort", dhcpPort);
    requirePort("tftpPort", tftpPort);
    if (!(timeFactor > 0)) {
      throw new IllegalArgumentException("a time factor is above 0, got " + timeFactor);
    }
    if (maxBoots < 1) {
      throw new IllegalArgumentException("a machine boots at least once, got " + maxBoots);
    }
  }

  private static void requirePort(String name, int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(name + " is 1 to 65535, got " + port);
    }
  }

  /** How long a wait of that nominal length takes here, at least a millisecond. */
  Duration scaled(Duration nominal) {
    return Duration.ofNanos(Math.max(1_000_000, (long) (nominal.toNanos() * timeFactor)));
  }
}
