package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceModesTest {
  private static final DhcpMessage DISCOVER = Packet.of("ovmf-discover").message();
  private static final Ipv4 BROADCAST = Ipv4.parse("255.255.255.255");

  @Test
  void offIsSilenceOnBothPorts() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.in(Subnet.Mode.OFF)).listening()) {
      assertThat(lab.receive(DISCOVER, BROADCAST)).isEmpty();
      assertThat(pxe(lab)).isEmpty();
      assertThat(lab.counted("off")).isEqualTo(2);
      assertThat(lab.asked).isEmpty();
    }
  }

  @Test
  void reservationsOnlyAnswersTheReservedClientAndNobodyElse() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.in(Subnet.Mode.RESERVATIONS_ONLY)).listening()) {
      assertThat(lab.receive(DISCOVER, BROADCAST)).isEmpty();
      assertThat(pxe(lab)).isEmpty();
      assertThat(lab.counted("no-reservation")).isEqualTo(2);

      lab.desk.reserved.put(DISCOVER.hardware().mac().orElseThrow(), "lab");
      assertThat(lab.receive(DISCOVER, BROADCAST))
          .singleElement()
          .satisfies(sent -> assertThat(sent.message().yiaddr()).hasToString("10.0.0.100"));
      assertThat(pxe(lab)).hasSize(1);
    }
  }

  @Test
  void anInterfaceMayBeOffWhateverIsDeclared() {
    DhcpListen off =
        new DhcpListen(Optional.of("eth1"), List.of(DhcpLab.SERVER), true, Subnet.Mode.OFF);
    try (DhcpLab lab = new DhcpLab().listening(off)) {
      assertThat(lab.receive(DISCOVER, BROADCAST)).isEmpty();
      assertThat(lab.counted("off")).isEqualTo(1);
    }
    try (DhcpLab lab = new DhcpLab(DhcpLab.proxy()).listening(off)) {
      assertThat(lab.receive(DISCOVER, BROADCAST)).isEmpty();
    }
  }

  @Test
  void whoInformsIsToldOfItsOwnNetworkThoughASiblingReservesAnAddressForIt() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(), DhcpLab.remote()).listening()) {
      lab.desk.reserved.put(DISCOVER.hardware().mac().orElseThrow(), "remote");
      DhcpMessage inform =
          Packet.of("ovmf-discover")
              .type(MessageType.INFORM)
              .ciaddr(Ipv4.parse("10.0.0.50"))
              .message();

      assertThat(lab.receive(inform, BROADCAST))
          .singleElement()
          .satisfies(
              sent ->
                  assertThat(sent.message().options().find(DhcpOption.ROUTERS))
                      .contains(List.of(Ipv4.parse("10.0.0.254"))));
    }
  }

  @Test
  void theDeskChoosesAmongTheSubnetsOfALinkAndTheServerNamesItsAddressThere() {
    DhcpListen both =
        new DhcpListen(
            Optional.of("eth1"),
            List.of(DhcpLab.SERVER, Ipv4.parse("10.2.0.1")),
            true,
            Subnet.Mode.FULL);
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(), DhcpLab.remote()).listening(both)) {
      lab.later.pass(Duration.ofMinutes(1));
      lab.desk.reserved.put(DISCOVER.hardware().mac().orElseThrow(), "remote");

      assertThat(lab.receive(DISCOVER, BROADCAST))
          .singleElement()
          .satisfies(
              sent -> {
                assertThat(sent.message().yiaddr()).hasToString("10.2.0.10");
                assertThat(sent.message().options().find(DhcpOption.SERVER_ID))
                    .contains(Ipv4.parse("10.2.0.1"));
              });
    }
  }

  private static List<DhcpLab.Sent> pxe(DhcpLab lab) {
    return lab.receive(
        4011,
        DhcpEncoder.encode(DISCOVER, Layout.DEFAULT),
        new InetSocketAddress("10.0.0.100", 4011),
        DhcpLab.SERVER);
  }
}
