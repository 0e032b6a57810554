package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcNeighbourTableTest {
  @TempDir private Path folder;

  @Test
  void namesTheStationsThatAnsweredOnTheInterface() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("arp"),
            """
            IP address       HW type     Flags       HW address            Mask     Device
            10.0.0.9         0x1         0x2         52:54:00:12:34:56     *        eth1
            10.0.0.10        0x1         0x0         00:00:00:00:00:00     *        eth1
            10.0.0.11        0x1         0x6         52:54:00:12:34:57     *        eth1
            10.0.0.12        0x1         0x2         52:54:00:12:34:58     *        eth2
            """);

    assertThat(new ProcNeighbourTable(file).on("eth1"))
        .isEqualTo(
            Map.of(
                Ipv4.parse("10.0.0.9"), MacAddress.parse("52:54:00:12:34:56"),
                Ipv4.parse("10.0.0.11"), MacAddress.parse("52:54:00:12:34:57")));
  }

  @Test
  void isEmptyWhereTheSystemHasNone() {
    assertThat(new ProcNeighbourTable(folder.resolve("none")).on("eth1")).isEmpty();
  }
}
