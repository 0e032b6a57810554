package io.ironwake.wire.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DhcpGoldenTest {
  private static final UUID MACHINE = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

  @Test
  void readsIpxeDiscover() throws WireException {
    DhcpMessage discover = DhcpDecoder.decode(GoldenPackets.read("ipxe-discover"));

    assertThat(discover.op()).isEqualTo(Op.BOOTREQUEST);
    assertThat(discover.type()).contains(MessageType.DISCOVER);
    assertThat(discover.xid()).isEqualTo(0xa1b2c3d4);
    assertThat(discover.secs()).isEqualTo(4);
    assertThat(discover.wantsBroadcast()).isFalse();
    assertThat(discover.isRelayed()).isFalse();
    assertThat(discover.hardware().mac()).contains(MacAddress.parse("52:54:00:12:34:56"));
    OptionSet options = discover.options();
    assertThat(options.get(DhcpOption.CLIENT_ARCH)).contains(List.of(0));
    assertThat(options.get(DhcpOption.UNDI_VERSION)).contains(new UndiVersion(2, 1));
    assertThat(options.get(DhcpOption.VENDOR_CLASS)).contains("PXEClient:Arch:00000:UNDI:002001");
    assertThat(options.get(DhcpOption.USER_CLASS)).contains(UserClass.bare("iPXE"));
    assertThat(options.get(DhcpOption.CLIENT_UUID)).contains(MACHINE);
    assertThat(options.get(DhcpOption.MAX_MESSAGE_SIZE)).contains(1472);
    OptionSet ipxe = options.get(DhcpOption.IPXE).orElseThrow();
    assertThat(ipxe.has(IpxeSubOption.FEATURE_HTTP)).isTrue();
    assertThat(ipxe.has(IpxeSubOption.FEATURE_HTTPS)).isFalse();
    assertThat(ipxe.get(IpxeSubOption.VERSION)).contains(Octets.hex("010100"));
  }

  @Test
  void readsOvmfDiscover() throws WireException {
    DhcpMessage discover = DhcpDecoder.decode(GoldenPackets.read("ovmf-discover"));

    assertThat(discover.wantsBroadcast()).isTrue();
    assertThat(discover.options().get(DhcpOption.CLIENT_ARCH)).contains(List.of(7));
    assertThat(discover.options().get(DhcpOption.CLIENT_UUID))
        .contains(UUID.fromString("04030201-0605-0807-090a-0b0c0d0e0f10"));
    assertThat(discover.options().get(DhcpOption.PARAMETER_REQUEST_LIST).orElseThrow())
        .hasSize(35)
        .contains(66, 67, 97);
    assertThat(discover.options().get(DhcpOption.USER_CLASS)).isEmpty();
  }

  @Test
  void readsHttpClientDiscover() throws WireException {
    OptionSet options = DhcpDecoder.decode(GoldenPackets.read("httpclient-discover")).options();

    assertThat(options.get(DhcpOption.VENDOR_CLASS)).contains("HTTPClient:Arch:00016:UNDI:003000");
    assertThat(options.get(DhcpOption.CLIENT_ARCH)).contains(List.of(16));
  }

  @Test
  void readsUdhcpcDiscover() throws WireException {
    OptionSet options = DhcpDecoder.decode(GoldenPackets.read("udhcpc-discover")).options();

    assertThat(options.codes()).containsExactly(53, 55, 57, 60, 61);
    assertThat(options.get(DhcpOption.VENDOR_CLASS)).contains("udhcp 1.35.0");
    assertThat(options.get(DhcpOption.CLIENT_ID)).contains(Octets.hex("010242ac110002"));
  }

  @Test
  void readsRelayAgentInformation() throws WireException {
    DhcpMessage request = DhcpDecoder.decode(GoldenPackets.read("relayed-request"));

    assertThat(request.isRelayed()).isTrue();
    assertThat(request.hops()).isEqualTo(2);
    OptionSet relay = request.options().get(DhcpOption.RELAY_AGENT).orElseThrow();
    assertThat(relay.get(RelaySubOption.CIRCUIT_ID)).contains(Octets.latin1("eth-1"));
    assertThat(relay.get(RelaySubOption.REMOTE_ID)).contains(Octets.hex("deadcafe"));
    assertThat(relay.get(RelaySubOption.LINK_SELECTION)).contains(Ipv4.parse("10.2.0.0"));
    assertThat(relay.get(RelaySubOption.SERVER_ID_OVERRIDE)).contains(Ipv4.parse("10.1.0.1"));
    assertThat(relay.has(RelaySubOption.RELAY_PORT)).isTrue();
    assertThat(relay.has(RelaySubOption.SUBSCRIBER_ID)).isFalse();
  }

  @Test
  void readsPlainBootpWithFullFileField() throws WireException {
    DhcpMessage request = DhcpDecoder.decode(GoldenPackets.read("bootp-request"));

    assertThat(request.type()).isEmpty();
    assertThat(request.options()).isEqualTo(OptionSet.EMPTY);
    assertThat(request.file()).isEqualTo("/".repeat(128));
  }

  @Test
  void joinsPiecesOverOverloadedFields() throws WireException {
    DhcpMessage ack = DhcpDecoder.decode(GoldenPackets.read("overloaded-ack"));

    assertThat(ack.options().get(DhcpOption.HOST_NAME)).contains("nowor");
    assertThat(ack.options().get(DhcpOption.BOOT_FILE_NAME)).contains("abcd");
    assertThat(ack.options().get(DhcpOption.LEASE_TIME)).contains(Duration.ofHours(1));
    assertThat(ack.options().get(DhcpOption.DOMAIN_NAME)).contains("lan");
    assertThat(ack.options().codes()).doesNotContain(DhcpMessage.OVERLOAD);
    assertThat(ack.file()).isEmpty();
    assertThat(ack.sname()).isEmpty();
  }

  @Test
  void writesTheCanonicalOfferByteForByte() throws WireException {
    Ipv4 server = Ipv4.parse("192.168.1.1");
    OptionSet options =
        OptionSet.EMPTY
            .with(DhcpOption.IPXE, OptionSet.EMPTY.with(IpxeSubOption.NO_PXEDHCP, 1))
            .with(DhcpOption.MESSAGE_TYPE, MessageType.OFFER)
            .with(DhcpOption.LEASE_TIME, Duration.ofHours(1))
            .with(DhcpOption.SERVER_ID, server)
            .with(DhcpOption.SUBNET_MASK, Ipv4.parse("255.255.255.0"))
            .with(DhcpOption.ROUTERS, List.of(server))
            .with(DhcpOption.DNS_SERVERS, List.of(server, Ipv4.parse("8.8.8.8")))
            .with(DhcpOption.DOMAIN_NAME, "lan")
            .with(DhcpOption.BROADCAST_ADDRESS, Ipv4.parse("192.168.1.255"))
            .with(DhcpOption.CLIENT_ID, Octets.hex("01525400123456"))
            .with(DhcpOption.BOOT_FILE_NAME, "boot.ipxe")
            .with(DhcpOption.CLIENT_UUID, MACHINE)
            .with(DhcpOption.DOMAIN_SEARCH, List.of("lan", "home"))
            .with(
                DhcpOption.CLASSLESS_ROUTES,
                List.of(
                    new Route(Cidr.parse("0.0.0.0/0"), server),
                    new Route(Cidr.parse("10.2.3.0/24"), Ipv4.parse("192.168.1.254"))));
    DhcpMessage offer =
        new DhcpMessage(
            Op.BOOTREPLY,
            HardwareAddress.of(MacAddress.parse("52:54:00:12:34:56")),
            0,
            0xa1b2c3d4,
            0,
            0,
            Ipv4.ANY,
            Ipv4.parse("192.168.1.100"),
            server,
            Ipv4.ANY,
            "",
            "boot.ipxe",
            options);

    assertThat(DhcpEncoder.encode(offer, Layout.DEFAULT))
        .isEqualTo(GoldenPackets.read("full-offer"));
    assertThat(DhcpDecoder.decode(GoldenPackets.read("full-offer"))).isEqualTo(offer);
  }

  @ParameterizedTest
  @MethodSource("io.ironwake.wire.dhcp.GoldenPackets#names")
  void everyGoldenPacketSurvivesReencoding(String name) throws WireException {
    DhcpMessage message = DhcpDecoder.decode(GoldenPackets.read(name));

    assertThat(DhcpDecoder.decode(DhcpEncoder.encode(message, Layout.DEFAULT))).isEqualTo(message);
  }
}
