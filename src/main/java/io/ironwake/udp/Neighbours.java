package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who the kernel knows on our links, as it was asked last (Linux: {@code /proc/net/arp}). */
public final class Neighbours {
  private static final Path TABLE = Path.of("/proc/net/arp");
  private static final int COLUMNS = 6;

  private Neighbours() {}

  /** The MAC address of a neighbour; empty when the kernel has not talked to it, or off Linux. */
  public static Optional<MacAddress> mac(String interfaceName, Ipv4 address) {
    try {
      return Files.isReadable(TABLE)
          ? find(Files.readAllLines(TABLE), interfaceName, address)
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** {@code address hardware-type flags mac mask device}, below a heading. */
  static Optional<MacAddress> find(List<String> table, String interfaceName, Ipv4 address) {
    return table.stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(row -> row.length == COLUMNS && row[0].equals(address.toString()))
        .filter(row -> row[5].equals(interfaceName))
        .map(row -> row[3])
        .filter(mac -> mac.matches("(?:[0-9a-f]{2}:){5}[0-9a-f]{2}"))
        .map(MacAddress::parse)
        .filter(mac -> !mac.isZero())
        .findFirst();
  }
}
