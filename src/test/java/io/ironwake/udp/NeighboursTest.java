package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static final List<String> TABLE =
      """
      IP address       HW type     Flags       HW address            Mask     Device
      192.168.1.1      0x1         0x2         00:0c:42:12:34:56     *        eth1
      192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        eth1
      192.168.1.1      0x1         0x2         52:54:00:12:34:56     *        eth2
      """
          .lines()
          .toList();

  @Test
  void aNeighbourIsFoundOnItsOwnLink() {
    Ipv4 router = Ipv4.parse("192.168.1.1");
    assertThat(Neighbours.find(TABLE, "eth1", router))
        .contains(MacAddress.parse("00:0c:42:12:34:56"));
    assertThat(Neighbours.find(TABLE, "eth2", router))
        .contains(MacAddress.parse("52:54:00:12:34:56"));
    assertThat(Neighbours.find(TABLE, "eth3", router)).isEmpty();
  }

  @Test
  void oneThatDoesNotAnswerHasNone() {
    assertThat(Neighbours.find(TABLE, "eth1", Ipv4.parse("192.168.1.9"))).isEmpty();
    assertThat(Neighbours.find(List.of(), "eth1", Ipv4.parse("192.168.1.9"))).isEmpty();
  }
}
