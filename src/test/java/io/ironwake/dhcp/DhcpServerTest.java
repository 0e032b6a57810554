package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.Subnet;
import io.ironwake.boot.BootAdvice;
import io.ironwake.boot.BootDecision;
import io.ironwake.boot.BootRequest;
import io.ironwake.boot.BootStage;
import io.ironwake.boot.Door;
import io.ironwake.dhcp.DhcpLab.Sent;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.Datagram;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.GoldenPackets;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.IpxeSubOption;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.PxeSubOption;
import io.ironwake.wire.dhcp.UserClass;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DhcpServerTest {
  private static final Ipv4 ALL = Ipv4.BROADCAST;
  private static final Ipv4 FIRST = Ipv4.parse("10.0.0.100");

  /**
   * Every message type in every client state, as raw packets. A reply reads {@code TYPE yiaddr
   * destination}, then {@code boot} where it names a boot file and {@code lease} where it carries a
   * lease time; silence reads {@code -} and its outcome.
   */
  @ParameterizedTest(name = "{0} {1} {2} sid={3} req={4} ci={5} to={6}")
  @CsvSource(
      delimiter = '|',
      nullValues = "",
      value = {
        // mode     | client              | type     | 54        | 50         | ciaddr     | sent to
        //         | expected
        "full       | udhcpc-discover     | DISCOVER |           |            |            | 255.255.255.255 | OFFER 10.0.0.100 10.0.0.100:68 lease",
        "full       | ovmf-discover       | DISCOVER |           |            |            | 255.255.255.255 | OFFER 10.0.0.100 255.255.255.255:68 boot lease",
        "full       | ipxe-discover       | DISCOVER |           |            |            | 255.255.255.255 | OFFER 10.0.0.100 10.0.0.100:68 boot lease",
        "full       | httpclient-discover | DISCOVER |           |            |            | 255.255.255.255 | OFFER 10.0.0.100 255.255.255.255:68 boot lease",
        // SELECTING
        "full       | udhcpc-discover     | REQUEST  | 10.0.0.1  | 10.0.0.100 |            | 255.255.255.255 | ACK 10.0.0.100 10.0.0.100:68 lease",
        "full       | ovmf-discover       | REQUEST  | 10.0.0.1  | 10.0.0.100 |            | 255.255.255.255 | ACK 10.0.0.100 255.255.255.255:68 boot lease",
        "full       | udhcpc-discover     | REQUEST  | 10.0.0.9  | 10.0.0.100 |            | 255.255.255.255 | - other-server",
        "full       | ovmf-discover       | REQUEST  | 10.0.0.9  | 10.0.0.100 |            | 255.255.255.255 | - other-server",
        "full       | udhcpc-discover     | REQUEST  | 10.0.0.1  | 10.0.0.50  |            | 255.255.255.255 | NAK 0.0.0.0 255.255.255.255:68",
        "full       | udhcpc-discover     | REQUEST  | 10.0.0.1  | 10.0.0.101 |            | 255.255.255.255 | NAK 0.0.0.0 255.255.255.255:68",
        "full       | udhcpc-discover     | REQUEST  | 10.0.0.1  |            |            | 255.255.255.255 | - malformed",
        // INIT-REBOOT
        "full       | udhcpc-discover     | REQUEST  |           | 10.0.0.100 |            | 255.255.255.255 | ACK 10.0.0.100 10.0.0.100:68 lease",
        "full       | udhcpc-discover     | REQUEST  |           | 10.0.0.101 |            | 255.255.255.255 | NAK 0.0.0.0 255.255.255.255:68",
        "full       | udhcpc-discover     | REQUEST  |           | 10.0.0.50  |            | 255.255.255.255 | - not-ours",
        "full       | udhcpc-discover     | REQUEST  |           | 192.168.9.9|            | 255.255.255.255 | NAK 0.0.0.0 255.255.255.255:68",
        "auth       | udhcpc-discover     | REQUEST  |           | 192.168.9.9|            | 255.255.255.255 | NAK 0.0.0.0 255.255.255.255:68",
        "full       | udhcpc-discover     | REQUEST  |           |            |            | 255.255.255.255 | - malformed",
        // RENEWING and REBINDING
        "full       | udhcpc-discover     | REQUEST  |           |            | 10.0.0.100 | 10.0.0.1        | ACK 10.0.0.100 10.0.0.100:68 lease",
        "full       | udhcpc-discover     | REQUEST  |           |            | 10.0.0.100 | 255.255.255.255 | ACK 10.0.0.100 10.0.0.100:68 lease",
        "full       | udhcpc-discover     | REQUEST  |           |            | 10.0.0.101 | 10.0.0.1        | NAK 0.0.0.0 255.255.255.255:68",
        "full       | udhcpc-discover     | REQUEST  |           |            | 10.0.0.50  | 255.255.255.255 | - not-ours",
        "auth       | udhcpc-discover     | REQUEST  |           |            | 10.0.0.50  | 255.255.255.255 | NAK 0.0.0.0 255.255.255.255:68",
        // INFORM carries no address and no lease time
        "full       | udhcpc-discover     | INFORM   |           |            | 10.0.0.50  | 10.0.0.1        | ACK 0.0.0.0 10.0.0.50:68",
        "full       | ovmf-discover       | INFORM   |           |            | 10.0.0.50  | 255.255.255.255 | ACK 0.0.0.0 10.0.0.50:68 boot",
        "full       | udhcpc-discover     | RELEASE  | 10.0.0.1  |            | 10.0.0.100 | 10.0.0.1        | - released",
        "full       | udhcpc-discover     | RELEASE  | 10.0.0.9  |            | 10.0.0.100 | 10.0.0.1        | - other-server",
        "full       | udhcpc-discover     | DECLINE  | 10.0.0.1  | 10.0.0.100 |            | 255.255.255.255 | - declined",
        "full       | udhcpc-discover     | DECLINE  | 10.0.0.9  | 10.0.0.100 |            | 255.255.255.255 | - other-server",
        "full       | udhcpc-discover     | OFFER    |           |            |            | 255.255.255.255 | - ignored",
        "full       | udhcpc-discover     | ACK      |           |            |            | 255.255.255.255 | - ignored",
        "full       | udhcpc-discover     | NAK      |           |            |            | 255.255.255.255 | - ignored",
        "full       | udhcpc-discover     | LEASEQUERY |         |            |            | 255.255.255.255 | - ignored",
        // proxy: declared, and without any declaration
        "proxy      | udhcpc-discover     | DISCOVER |           |            |            | 255.255.255.255 | - no-boot-client",
        "proxy      | ovmf-discover       | DISCOVER |           |            |            | 255.255.255.255 | OFFER 0.0.0.0 255.255.255.255:68 boot",
        "proxy      | ipxe-discover       | DISCOVER |           | 10.0.0.77  |            | 255.255.255.255 | OFFER 0.0.0.0 255.255.255.255:68 boot",
        "proxy      | httpclient-discover | DISCOVER |           |            |            | 255.255.255.255 | OFFER 0.0.0.0 255.255.255.255:68 boot",
        "proxy      | ovmf-discover       | REQUEST  | 10.0.0.9  | 10.0.0.77  |            | 255.255.255.255 | - noted",
        "proxy      | udhcpc-discover     | REQUEST  | 10.0.0.9  | 10.0.0.77  |            | 255.255.255.255 | - noted",
        "proxy      | udhcpc-discover     | INFORM   |           |            | 10.0.0.77  | 255.255.255.255 | - not-ours",
        "proxy      | udhcpc-discover     | RELEASE  | 10.0.0.9  |            | 10.0.0.77  | 10.0.0.1        | - not-ours",
        "proxy      | udhcpc-discover     | DECLINE  | 10.0.0.9  | 10.0.0.77  |            | 255.255.255.255 | - not-ours",
        "proxy      | udhcpc-discover     | OFFER    |           |            |            | 255.255.255.255 | - ignored",
        "undeclared | ovmf-discover       | DISCOVER |           |            |            | 255.255.255.255 | OFFER 0.0.0.0 255.255.255.255:68 boot",
        "undeclared | udhcpc-discover     | DISCOVER |           |            |            | 255.255.255.255 | - no-boot-client",
        "undeclared | udhcpc-discover     | REQUEST  |           | 10.0.0.100 |            | 255.255.255.255 | - noted"
      })
  void answers(
      String mode,
      String golden,
      MessageType type,
      Ipv4Argument serverId,
      Ipv4Argument requested,
      Ipv4Argument ciaddr,
      Ipv4Argument to,
      String expected) {
    try (DhcpLab lab = lab(mode)) {
      lab.desk.held.put(Ipv4.parse("10.0.0.101"), MacAddress.parse("02:00:00:00:00:99"));
      Packet packet = Packet.of(golden).type(type);
      packet = serverId == null ? packet : packet.with(DhcpOption.SERVER_ID, serverId.value);
      packet =
          requested == null ? packet : packet.with(DhcpOption.REQUESTED_ADDRESS, requested.value);
      packet = ciaddr == null ? packet : packet.ciaddr(ciaddr.value);

      List<Sent> sent = lab.receive(packet.message(), to.value);

      assertThat(sent.isEmpty() ? "- " + String.join(" ", lab.outcomes()) : summary(sent))
          .isEqualTo(expected);
    }
  }

  private static DhcpLab lab(String mode) {
    return switch (mode) {
      case "full" -> new DhcpLab(DhcpLab.full()).listening();
      case "auth" -> new DhcpLab(DhcpLab.authoritative()).listening();
      case "proxy" -> new DhcpLab(DhcpLab.proxy()).listening();
      default -> new DhcpLab().listening();
    };
  }

  private static String summary(List<Sent> sent) {
    Sent only = sent.getFirst();
    DhcpMessage reply = only.message();
    assertThat(sent).hasSize(1);
    return reply.options().find(DhcpOption.MESSAGE_TYPE).orElseThrow()
        + " "
        + reply.yiaddr()
        + " "
        + only.to().getAddress().getHostAddress()
        + ":"
        + only.to().getPort()
        + (isBoot(reply) ? " boot" : "")
        + (reply.options().has(DhcpOption.LEASE_TIME) ? " lease" : "");
  }

  /** All boot fields or none. */
  private static boolean isBoot(DhcpMessage reply) {
    boolean boot = !reply.siaddr().isAny();
    boolean http = reply.options().find(DhcpOption.VENDOR_CLASS).equals(Optional.of("HTTPClient"));
    assertThat(reply.options().has(DhcpOption.BOOT_FILE_NAME)).isEqualTo(boot);
    assertThat(!reply.file().isEmpty()).isEqualTo(boot && !http);
    assertThat(reply.options().has(DhcpOption.TFTP_SERVER_NAME) && !boot).isFalse();
    return boot;
  }

  /** An address in a table cell. */
  static final class Ipv4Argument {
    final Ipv4 value;

    Ipv4Argument(String text) {
      value = Ipv4.parse(text);
    }
  }

  @Test
  void theOfferCarriesTheSubnetsOptions() throws WireException {
    try (DhcpLab lab = lab("full")) {
      lab.desk.hostNames.put(MacAddress.parse("02:42:ac:11:00:02"), "node7");
      OptionSet options =
          lab.receive(Packet.of("udhcpc-discover").message(), ALL).getFirst().message().options();

      assertThat(options.get(DhcpOption.SUBNET_MASK)).contains(Ipv4.parse("255.255.255.0"));
      assertThat(options.get(DhcpOption.ROUTERS)).contains(List.of(Ipv4.parse("10.0.0.254")));
      assertThat(options.get(DhcpOption.DNS_SERVERS)).contains(List.of(Ipv4.parse("10.0.0.53")));
      assertThat(options.get(DhcpOption.DOMAIN_NAME)).contains("lan");
      assertThat(options.get(DhcpOption.NTP_SERVERS)).contains(List.of(Ipv4.parse("10.0.0.123")));
      assertThat(options.get(DhcpOption.INTERFACE_MTU)).contains(1400);
      assertThat(options.get(DhcpOption.HOST_NAME)).contains("node7");
      assertThat(options.get(DhcpOption.LEASE_TIME)).contains(Duration.ofHours(1));
      assertThat(options.get(DhcpOption.RENEWAL_TIME)).contains(Duration.ofMinutes(30));
      assertThat(options.get(DhcpOption.REBINDING_TIME)).contains(Duration.ofSeconds(3150));
      assertThat(options.get(DhcpOption.SERVER_ID)).contains(DhcpLab.SERVER);
    }
  }

  @Test
  void firmwareGetsTheTftpNameAndIpxeTheUrl() throws WireException {
    try (DhcpLab lab = lab("full")) {
      DhcpMessage firmware =
          lab.receive(Packet.of("ovmf-discover").message(), ALL).getFirst().message();
      assertThat(firmware.file()).isEqualTo(DhcpLab.FILE.tftpName());
      assertThat(firmware.options().get(DhcpOption.BOOT_FILE_NAME))
          .contains(DhcpLab.FILE.tftpName());
      assertThat(firmware.options().get(DhcpOption.TFTP_SERVER_NAME)).contains("10.0.0.1");
      assertThat(firmware.siaddr()).isEqualTo(DhcpLab.SERVER);
      assertThat(firmware.options().codes()).doesNotContain(43, 60, 175);

      DhcpMessage ipxe =
          lab.receive(Packet.of("ipxe-discover").message(), ALL).getFirst().message();
      assertThat(ipxe.file()).isEqualTo(DhcpLab.FILE.url());
      assertThat(ipxe.options().get(DhcpOption.IPXE).orElseThrow().get(IpxeSubOption.NO_PXEDHCP))
          .contains(1);
      assertThat(ipxe.options().codes()).doesNotContain(43, 60);

      Packet withoutHttp =
          Packet.of("ipxe-discover")
              .with(DhcpOption.IPXE, OptionSet.EMPTY.with(18, Octets.hex("01")));
      assertThat(lab.receive(withoutHttp.message(), ALL).getFirst().message().file())
          .isEqualTo(DhcpLab.FILE.tftpName());
    }
  }

  @Test
  void httpBootGetsItsClassBackAndTheUrl() throws WireException {
    for (String mode : List.of("full", "proxy")) {
      try (DhcpLab lab = lab(mode)) {
        DhcpMessage offer =
            lab.receive(Packet.of("httpclient-discover").message(), ALL).getFirst().message();
        assertThat(offer.options().get(DhcpOption.VENDOR_CLASS)).contains("HTTPClient");
        assertThat(offer.options().get(DhcpOption.BOOT_FILE_NAME)).contains(DhcpLab.FILE.url());
        assertThat(offer.file()).isEmpty();
        assertThat(offer.options().codes()).doesNotContain(43, 66);
      }
    }
  }

  @Test
  void aRaspberryPiGetsItsMenu() throws WireException {
    try (DhcpLab lab = lab("full")) {
      Packet pi =
          Packet.of("ipxe-discover")
              .without(DhcpOption.IPXE)
              .without(DhcpOption.USER_CLASS)
              .hardware(HardwareAddress.of(MacAddress.parse("dc:a6:32:01:02:03")));
      Sent offer = lab.receive(pi.message(), ALL).getFirst();
      OptionSet menu = offer.message().options().get(DhcpOption.VENDOR_SPECIFIC).orElseThrow();
      assertThat(menu.get(PxeSubOption.BOOT_MENU).orElseThrow().latin1())
          .endsWith("Raspberry Pi Boot");
      assertThat(offer.message().options().get(DhcpOption.VENDOR_CLASS)).contains("PXEClient");
    }
  }

  @Test
  void proxyOffersToUefiHaveNoOption43AndTellABiosToTakeTheFile() throws WireException {
    try (DhcpLab lab = lab("proxy")) {
      OptionSet uefi =
          lab.receive(Packet.of("ovmf-discover").message(), ALL).getFirst().message().options();
      assertThat(uefi.get(DhcpOption.VENDOR_CLASS)).contains("PXEClient");
      assertThat(uefi.codes()).containsExactly(53, 54, 60, 66, 67, 97);

      Packet bios = Packet.of("ovmf-discover").with(DhcpOption.CLIENT_ARCH, List.of(0));
      OptionSet offer = lab.receive(bios.message(), ALL).getFirst().message().options();
      assertThat(
              offer
                  .get(DhcpOption.VENDOR_SPECIFIC)
                  .orElseThrow()
                  .get(PxeSubOption.DISCOVERY_CONTROL))
          .contains(8);

      DhcpMessage ipxe =
          lab.receive(Packet.of("ipxe-discover").message(), ALL).getFirst().message();
      assertThat(ipxe.file()).isEqualTo(DhcpLab.FILE.url());
      assertThat(ipxe.siaddr()).isEqualTo(DhcpLab.SERVER);
      assertThat(ipxe.options().codes()).doesNotContain(1, 3, 51);
    }
  }

  @Test
  void anIgnoredMachineGetsAnAddressInFullModeAndSilenceInProxyMode() {
    BootAdvice ignore =
        new BootAdvice(new BootDecision.Ignore("unknown machine"), Optional.of(DhcpLab.FILE));
    try (DhcpLab full = lab("full");
        DhcpLab proxy = lab("proxy")) {
      full.advice = ignore;
      proxy.advice = ignore;
      assertThat(summary(full.receive(Packet.of("ovmf-discover").message(), ALL)))
          .isEqualTo("OFFER 10.0.0.100 255.255.255.255:68 lease");
      assertThat(proxy.receive(Packet.of("ovmf-discover").message(), ALL)).isEmpty();
      assertThat(proxy.outcomes()).containsExactly("left-alone");
    }
  }

  @Test
  void aMissingLoaderLeavesTheBootFieldsOut() {
    try (DhcpLab lab = lab("full")) {
      lab.advice =
          new BootAdvice(new BootDecision.Hold("no loader; install ipxe"), Optional.empty());
      assertThat(summary(lab.receive(Packet.of("ovmf-discover").message(), ALL)))
          .isEqualTo("OFFER 10.0.0.100 255.255.255.255:68 lease");
    }
  }

  @Test
  void theGateIsAskedForBootClientsOnlyAndLearnsTheAddress() {
    try (DhcpLab lab = lab("full")) {
      lab.receive(Packet.of("udhcpc-discover").message(), ALL);
      assertThat(lab.asked).isEmpty();
      lab.receive(Packet.of("ipxe-discover").message(), ALL);
      assertThat(lab.asked).singleElement().satisfies(DhcpServerTest::isTheIpxeQuestion);
    }
    try (DhcpLab lab = lab("proxy")) {
      Packet request =
          Packet.of("ovmf-discover")
              .type(MessageType.REQUEST)
              .with(DhcpOption.REQUESTED_ADDRESS, Ipv4.parse("10.0.0.77"));
      lab.receive(request.message(), ALL);
      assertThat(lab.asked)
          .singleElement()
          .satisfies(asked -> assertThat(asked.clientAddress()).contains(Ipv4.parse("10.0.0.77")));
    }
  }

  @Test
  void whoTakesAnotherServersAddressIsKnownToBootFromThatOne() {
    try (DhcpLab lab = lab("full")) {
      Packet firmware = Packet.of("ovmf-discover");
      lab.receive(firmware.message(), Ipv4.BROADCAST);
      Packet request =
          firmware
              .type(MessageType.REQUEST)
              .with(DhcpOption.SERVER_ID, Ipv4.parse("10.0.0.9"))
              .with(DhcpOption.REQUESTED_ADDRESS, Ipv4.parse("10.0.0.177"));

      assertThat(lab.receive(request.message(), Ipv4.BROADCAST)).isEmpty();
      assertThat(lab.asked)
          .extracting(BootRequest::clientAddress)
          .last()
          .isEqualTo(Optional.of(Ipv4.parse("10.0.0.177")));
      assertThat(lab.desk.calls).contains("withdraw");
    }
  }

  private static void isTheIpxeQuestion(BootRequest asked) {
    assertThat(asked.door()).isEqualTo(Door.DHCP);
    assertThat(asked.stage()).isEqualTo(BootStage.IPXE);
    assertThat(asked.mac()).isEqualTo(MacAddress.parse("52:54:00:12:34:56"));
    assertThat(asked.clientAddress()).contains(FIRST);
    assertThat(asked.serverAddress()).isEqualTo(DhcpLab.SERVER);
    assertThat(asked.subnet()).contains("lab");
    assertThat(asked.smbiosUuid()).isPresent();
  }

  @Test
  void relayedRequestsAreAnsweredToTheRelayWithItsOption82() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(), DhcpLab.remote()).listening()) {
      Packet request =
          Packet.of("relayed-request").with(DhcpOption.SERVER_ID, Ipv4.parse("10.1.0.1"));
      byte[] packet = DhcpEncoder.encode(request.message(), Layout.DEFAULT);
      List<Sent> sent =
          lab.receive(67, packet, new InetSocketAddress("10.1.0.1", 40000), DhcpLab.SERVER);

      assertThat(summary(sent)).isEqualTo("ACK 10.2.0.10 10.1.0.1:40000 lease");
      assertThat(sent.getFirst().message().options().raw(82))
          .isEqualTo(request.message().options().raw(82));
      assertThat(lab.desk.calls).containsExactly("commit 10.2.0.10");
    }
  }

  @Test
  void aRelayWithoutItsOwnPortIsAnsweredOnTheServerPort() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.remote()).listening()) {
      Packet discover = Packet.of("ovmf-discover").giaddr(Ipv4.parse("10.2.0.1"));
      byte[] packet = DhcpEncoder.encode(discover.message(), Layout.DEFAULT);
      List<Sent> sent =
          lab.receive(67, packet, new InetSocketAddress("10.2.0.1", 40000), DhcpLab.SERVER);
      assertThat(summary(sent)).isEqualTo("OFFER 10.2.0.10 10.2.0.1:67 boot lease");
    }
  }

  @Test
  void aRefusalThroughARelayIsMarkedForBroadcast() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.remote()).listening()) {
      lab.desk.forced = Optional.of(new LeaseOutcome.Refused("held by another"));
      Packet request =
          Packet.of("udhcpc-discover")
              .type(MessageType.REQUEST)
              .giaddr(Ipv4.parse("10.2.0.1"))
              .with(DhcpOption.REQUESTED_ADDRESS, Ipv4.parse("10.2.0.20"));
      Sent nak = lab.receive(request.message(), DhcpLab.SERVER).getFirst();
      assertThat(nak.message().wantsBroadcast()).isTrue();
      assertThat(nak.message().options().find(DhcpOption.MESSAGE)).contains("held by another");
      assertThat(nak.message().options().codes()).doesNotContain(1, 51, 67);
    }
  }

  @Test
  void theAckLeavesOnlyAfterTheCommit() {
    try (DhcpLab lab = lab("full")) {
      CompletableFuture<LeaseOutcome> commit = new CompletableFuture<>();
      lab.desk.pending = Optional.of(commit);
      Packet request =
          Packet.of("udhcpc-discover")
              .type(MessageType.REQUEST)
              .with(DhcpOption.SERVER_ID, DhcpLab.SERVER)
              .with(DhcpOption.HOST_NAME, "box")
              .with(DhcpOption.REQUESTED_ADDRESS, FIRST);
      assertThat(lab.receive(request.message(), ALL)).isEmpty();
      assertThat(lab.desk.calls).containsExactly("commit 10.0.0.100 box");

      commit.complete(new LeaseOutcome.Granted(FIRST, Duration.ofSeconds(77)));
      Sent ack = lab.transport.open(67).sent.getFirst();
      assertThat(ack.message().options().find(DhcpOption.LEASE_TIME))
          .contains(Duration.ofSeconds(77));
    }
  }

  @Test
  void ourOwnTroubleIsSilence() {
    try (DhcpLab lab = lab("full")) {
      lab.desk.forced = Optional.of(new LeaseOutcome.Unavailable("no database"));
      Packet request =
          Packet.of("udhcpc-discover")
              .type(MessageType.REQUEST)
              .with(DhcpOption.REQUESTED_ADDRESS, FIRST);
      assertThat(lab.receive(request.message(), ALL)).isEmpty();
      CompletableFuture<LeaseOutcome> broken =
          CompletableFuture.failedFuture(new IllegalStateException("defect"));
      lab.desk.pending = Optional.of(broken);
      assertThat(lab.receive(request.message(), ALL)).isEmpty();
      assertThat(lab.outcomes()).containsExactly("failed", "unavailable");
    }
  }

  @Test
  void anEmptyPoolIsSilence() {
    try (DhcpLab lab = lab("full")) {
      for (int i = 0; i < 100; i++) {
        lab.desk.held.put(FIRST.plus(i), MacAddress.parse("02:00:00:00:00:99"));
      }
      assertThat(lab.receive(Packet.of("ovmf-discover").message(), ALL)).isEmpty();
      assertThat(lab.outcomes()).containsExactly("exhausted");
    }
  }

  @Test
  void withoutAnArpEntryTheReplyIsBroadcast() {
    try (DhcpLab lab = lab("full")) {
      lab.receive(Packet.of("udhcpc-discover").message(), ALL);
      assertThat(lab.arp).containsExactly(FIRST);
      lab.arpWorks = false;
      assertThat(summary(lab.receive(Packet.of("udhcpc-discover").message(), ALL)))
          .isEqualTo("OFFER 10.0.0.100 255.255.255.255:68 lease");
    }
  }

  @Test
  void port4011AnswersToTheSourcePort() throws WireException {
    try (DhcpLab lab = lab("proxy")) {
      Packet request =
          Packet.of("ovmf-discover").type(MessageType.REQUEST).ciaddr(Ipv4.parse("10.0.0.77"));
      byte[] packet = DhcpEncoder.encode(request.message(), Layout.DEFAULT);
      List<Sent> sent =
          lab.receive(4011, packet, new InetSocketAddress("10.0.0.77", 4011), DhcpLab.SERVER);

      assertThat(summary(sent)).isEqualTo("ACK 0.0.0.0 10.0.0.77:4011 boot");
      assertThat(sent.getFirst().message().options().get(DhcpOption.VENDOR_CLASS))
          .contains("PXEClient");
      assertThat(lab.asked.getFirst().door()).isEqualTo(Door.PXE_4011);
      assertThat(lab.asked.getFirst().clientAddress()).contains(Ipv4.parse("10.0.0.77"));
    }
  }

  @Test
  void port4011ServesFullModeTooAndIsSilentToOthers() {
    try (DhcpLab lab = lab("full")) {
      InetSocketAddress from = new InetSocketAddress("10.0.0.77", 68);
      Packet bios =
          Packet.of("ovmf-discover")
              .type(MessageType.REQUEST)
              .with(DhcpOption.CLIENT_ARCH, List.of(0))
              .with(
                  DhcpOption.VENDOR_SPECIFIC,
                  OptionSet.EMPTY.with(PxeSubOption.BOOT_ITEM, Octets.hex("00000000")));
      List<Sent> sent =
          lab.receive(
              4011, DhcpEncoder.encode(bios.message(), Layout.DEFAULT), from, DhcpLab.SERVER);
      assertThat(
              sent.getFirst()
                  .message()
                  .options()
                  .find(DhcpOption.VENDOR_SPECIFIC)
                  .orElseThrow()
                  .codes())
          .containsExactly(6, 71);
      Packet other = Packet.of("udhcpc-discover").type(MessageType.REQUEST);
      assertThat(
              lab.receive(
                  4011, DhcpEncoder.encode(other.message(), Layout.DEFAULT), from, DhcpLab.SERVER))
          .isEmpty();
    }
  }

  @Test
  void whatIsNoRequestIsCountedAndDropped() {
    try (DhcpLab lab = lab("full")) {
      InetSocketAddress from = new InetSocketAddress("10.0.0.77", 68);
      for (int port : List.of(67, 4011)) {
        assertThat(lab.receive(port, new byte[10], from, ALL)).isEmpty();
      }
      Packet group =
          Packet.of("ovmf-discover")
              .hardware(HardwareAddress.of(MacAddress.parse("01:00:5e:00:00:01")));
      assertThat(lab.receive(group.message(), ALL)).isEmpty();
      Packet zero =
          Packet.of("ovmf-discover")
              .hardware(HardwareAddress.of(MacAddress.parse("00:00:00:00:00:00")));
      assertThat(lab.receive(zero.message(), ALL)).isEmpty();
      Packet infiniband =
          Packet.of("ovmf-discover").hardware(new HardwareAddress(32, Octets.EMPTY));
      assertThat(lab.receive(infiniband.message(), ALL)).isEmpty();
      assertThat(lab.counted("malformed")).isEqualTo(5);
    }
  }

  @Test
  void ourOwnDefectCostsOnePacket() {
    try (DhcpLab lab = lab("full")) {
      lab.defect = true;
      assertThat(lab.receive(Packet.of("ovmf-discover").message(), ALL)).isEmpty();
      assertThat(lab.outcomes()).containsExactly("failed");
      assertThat(lab.receive(Packet.of("udhcpc-discover").message(), ALL)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noBytesKillTheDoors(Subnet.Mode mode) {
    Random random = new Random(67);
    try (DhcpLab lab = DhcpLab.ofStrangers(mode)) {
      InetSocketAddress from = new InetSocketAddress("10.0.0.77", 68);
      for (int i = 0; i < 10_000; i++) {
        byte[] packet = mutant(random);
        lab.receive(
            i % 3 == 0 ? 4011 : 67, packet, from, random.nextBoolean() ? ALL : DhcpLab.SERVER);
      }
      assertThat(lab.counted("failed")).isZero();
    }
  }

  private static final List<byte[]> GOLDENS =
      GoldenPackets.names().stream().map(GoldenPackets::read).toList();

  private static byte[] mutant(Random random) {
    byte[] packet = GOLDENS.get(random.nextInt(GOLDENS.size())).clone();
    for (int i = random.nextInt(6); i >= 0; i--) {
      packet[
              random.nextInt(4) == 0
                  ? random.nextInt(packet.length)
                  : Math.min(packet.length - 1, 236 + random.nextInt(100))] =
          (byte) random.nextInt(256);
    }
    return packet;
  }

  @Test
  void theDecisionLineHasItsFixedKeysAndNoNonce() throws WireException {
    Packet packet = Packet.of("ipxe-discover").with(DhcpOption.USER_CLASS, UserClass.bare("iPXE"));
    try (DhcpLab lab = lab("full")) {
      DhcpListen listen =
          new DhcpListen(Optional.of("eth1"), List.of(DhcpLab.SERVER), true, Subnet.Mode.FULL);
      Request request =
          new Reception(lab.desk)
              .read(
                  Door.DHCP,
                  listen,
                  new Datagram(
                      new byte[0], new InetSocketAddress("0.0.0.0", 68), ALL, Optional.of("eth1")),
                  packet.message());
      Answer answer =
          Answer.reply(
              Replies.to(packet.message(), MessageType.OFFER, DhcpLab.SERVER),
              MessageType.OFFER,
              Optional.of(new BootDecision.Hold("waits for \"approval\"")),
              "waits for \"approval\"");
      assertThat(DecisionLog.line(request, answer))
          .isEqualTo(
              "dhcp offer to discover mac=52:54:00:12:34:56 xid=a1b2c3d4 secs=4 relay=- subnet=lab stage=ipxe arch=bios-x86 decision=hold reason=\"waits for 'approval'\"");
    }
  }
}
