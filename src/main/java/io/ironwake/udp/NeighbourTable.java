package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.nio.file.Path;
import java.util.Map;

/** Who answered ARP on the links of this host, as the kernel remembers it. */
public interface NeighbourTable {
  /**
   * The stations that answered on an interface, by address. Reads a file the kernel makes up: some
   * microseconds an entry, so not for an event loop. Empty where the system has no such table.
   */
  Map<Ipv4, MacAddress> on(String interfaceName);

  /** The running system's table; always empty off Linux. */
  static NeighbourTable system() {
    return new ProcNeighbourTable(Path.of("/proc/net/arp"));
  }
}
