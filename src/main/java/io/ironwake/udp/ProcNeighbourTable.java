package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /proc/net/arp} (proc_pid_net(5)): a heading, then a line for each entry.
 *
 * <pre>
 * IP address       HW type     Flags       HW address            Mask     Device
 * 192.168.1.10     0x1         0x2         52:54:00:12:34:56     *        eth1
 * </pre>
 */
record ProcNeighbourTable(Path file) implements NeighbourTable {
  private static final int COLUMNS = 6;

  /** ATF_COM, {@code net/if_arp.h}: the station answered. */
  private static final int COMPLETE = 2;

  @Override
  public Map<Ipv4, MacAddress> on(String interfaceName) {
    Map<Ipv4, MacAddress> answered = new HashMap<>();
    for (String line : lines()) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length == COLUMNS && columns[5].equals(interfaceName) && isComplete(columns[2])) {
        answered.put(Ipv4.parse(columns[0]), MacAddress.parse(columns[3]));
      }
    }
    return answered;
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file);
    } catch (IOException absent) {
      return List.of();
    }
  }

  private static boolean isComplete(String flags) {
    return (Integer.decode(flags) & COMPLETE) != 0;
  }
}
