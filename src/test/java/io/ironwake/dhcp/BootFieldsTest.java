package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.Subnet;
import io.ironwake.boot.BootAdvice;
import io.ironwake.boot.BootRequest;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.quirk.Effect;
import io.ironwake.quirk.Effects;
import io.ironwake.quirk.Traits;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.IpxeSubOption;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.PxeSubOption;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The boot fields of every kind of client, and what each quirk effect changes in them. */
class BootFieldsTest {
  private static final String NAME = "n0nce/ipxe.efi";
  private static final String BIOS_CLASS = "PXEClient:Arch:00000:UNDI:002001";

  @ParameterizedTest
  @ValueSource(strings = {"full", "proxy"})
  void option67IsDroppedAndTheHeaderStays(String mode) {
    DhcpMessage reply = reply(mode, bios(), Effect.DROP_OPTION_67);
    assertThat(reply.options().has(DhcpOption.BOOT_FILE_NAME)).isFalse();
    assertThat(reply.file()).isEqualTo(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "proxy"})
  void option67IsPaddedWithOneNul(String mode) {
    DhcpMessage reply = reply(mode, bios(), Effect.PAD_OPTION_67);
    assertThat(reply.options().raw(67)).contains(Octets.latin1(NAME + "\0"));
    assertThat(reply.file()).isEqualTo(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "proxy"})
  void bothTheHeaderAndOption67NameTheFile(String mode) {
    for (Packet client : List.of(bios(), Packet.of("ovmf-discover"), uboot())) {
      DhcpMessage reply = reply(mode, client);
      assertThat(reply.file()).isEqualTo(NAME);
      assertThat(reply.options().raw(67)).contains(Octets.latin1(NAME));
      assertThat(reply.options().find(DhcpOption.TFTP_SERVER_NAME)).contains("10.0.0.1");
    }
  }

  @Test
  void theHeaderStaysEmptyWhereARuleSaysSo() {
    DhcpMessage reply = reply("full", bios(), Effect.NO_FILE_FIELD);
    assertThat(reply.file()).isEmpty();
    assertThat(reply.options().find(DhcpOption.BOOT_FILE_NAME)).contains(NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "proxy"})
  void serverIdAndNextServerAreAlwaysThere(String mode) {
    for (Packet client :
        List.of(bios(), uboot(), Packet.of("ovmf-discover"), Packet.of("httpclient-discover"))) {
      DhcpMessage reply = reply(mode, client);
      assertThat(reply.siaddr()).isEqualTo(DhcpLab.SERVER);
      assertThat(reply.options().find(DhcpOption.SERVER_ID)).contains(DhcpLab.SERVER);
    }
  }

  @Test
  void aProxyOfferTellsABiosToTakeTheFileUnlessARuleSaysNoOption43() {
    assertThat(control(reply("proxy", bios()))).contains(8);
    assertThat(reply("proxy", bios(), Effect.OMIT_OPTION_43).options().has(option43())).isFalse();
  }

  @Test
  void aProxyOfferToUefiHasNoOption43UnlessARuleSendsItAnyway() {
    Packet uefi = Packet.of("ovmf-discover");
    assertThat(reply("proxy", uefi).options().has(option43())).isFalse();
    assertThat(reply("proxy", uefi).options().find(DhcpOption.VENDOR_CLASS)).contains("PXEClient");
    assertThat(control(reply("proxy", uefi, Effect.SEND_OPTION_43_ANYWAY))).contains(8);
  }

  @Test
  void aFullOfferHasNeither60Nor43UnlessARuleSendsBoth() {
    Packet uefi = Packet.of("ovmf-discover");
    assertThat(reply("full", uefi).options().has(DhcpOption.VENDOR_CLASS)).isFalse();
    assertThat(reply("full", uefi).options().has(option43())).isFalse();
    DhcpMessage sent = reply("full", uefi, Effect.SEND_OPTION_43_ANYWAY);
    assertThat(sent.options().find(DhcpOption.VENDOR_CLASS)).contains("PXEClient");
    assertThat(control(sent)).contains(8);
  }

  @Test
  void aForcedMenuHasOneItemWhichTheClientGetsBackFromPort4011() throws WireException {
    DhcpMessage offer = reply("proxy", bios(), Effect.FORCE_FULL_MENU);
    OptionSet menu = offer.options().find(option43()).orElseThrow();
    assertThat(menu.find(PxeSubOption.DISCOVERY_CONTROL)).contains(7);
    assertThat(menu.find(PxeSubOption.BOOT_SERVERS)).contains(Octets.hex("8000010a000001"));
    assertThat(menu.find(PxeSubOption.BOOT_MENU)).contains(Octets.latin1("\u0080\0\u0008Ironwake"));
    assertThat(menu.find(PxeSubOption.MENU_PROMPT)).contains(Octets.latin1("\0Ironwake"));

    OptionSet chosen = OptionSet.EMPTY.with(PxeSubOption.BOOT_ITEM, Octets.hex("80000000"));
    Packet request = bios().type(MessageType.REQUEST).with(option43(), chosen);
    DhcpMessage ack = on4011(request, Effect.FORCE_FULL_MENU);
    assertThat(ack.type()).contains(MessageType.ACK);
    assertThat(ack.file()).isEqualTo(NAME);
    assertThat(ack.options().find(option43()).orElseThrow().find(PxeSubOption.BOOT_ITEM))
        .contains(Octets.hex("80000000"));
    assertThat(
            on4011(Packet.of("ovmf-discover").type(MessageType.REQUEST)).options().has(option43()))
        .isFalse();
    assertThat(
            on4011(
                    Packet.of("ovmf-discover").type(MessageType.REQUEST).with(option43(), chosen),
                    Effect.FORCE_FULL_MENU)
                .options()
                .find(option43()))
        .contains(chosen);
  }

  @Test
  void option60IsLeftOutWhereARuleSaysSo() {
    assertThat(reply("proxy", bios(), Effect.OMIT_OPTION_60).options().has(DhcpOption.VENDOR_CLASS))
        .isFalse();
  }

  @Test
  void option150IsSentWhenAskedOrWhenARuleSaysSo() {
    assertThat(reply("full", bios()).options().has(DhcpOption.TFTP_SERVER_ADDRESSES)).isFalse();
    Packet asking = bios().with(DhcpOption.PARAMETER_REQUEST_LIST, List.of(1, 150));
    assertThat(reply("full", asking).options().find(DhcpOption.TFTP_SERVER_ADDRESSES))
        .contains(List.of(DhcpLab.SERVER));
    assertThat(
            reply("full", bios(), Effect.ALWAYS_REPLY_WITH_OPTIONS)
                .options()
                .find(DhcpOption.TFTP_SERVER_ADDRESSES))
        .contains(List.of(DhcpLab.SERVER));
  }

  @Test
  void noPaddingEndsThePacketWithItsLastOption() {
    try (DhcpLab lab = lab("proxy", Effect.NO_PADDING)) {
      byte[] packet = lab.receive(bios().message(), Ipv4.BROADCAST).getFirst().payload();
      assertThat(packet[packet.length - 1]).isEqualTo((byte) 0xFF);
    }
  }

  @Test
  void aRequestToTheOtherServerIsAnsweredOnlyWhereARuleSaysSo() {
    Packet request =
        bios()
            .type(MessageType.REQUEST)
            .with(DhcpOption.SERVER_ID, Ipv4.parse("10.0.0.9"))
            .with(DhcpOption.REQUESTED_ADDRESS, Ipv4.parse("10.0.0.77"));
    try (DhcpLab lab = lab("proxy")) {
      assertThat(lab.receive(request.message(), Ipv4.BROADCAST)).isEmpty();
    }
    DhcpMessage ack = reply("proxy", request, Effect.ANSWER_REQUEST_TOO);
    assertThat(ack.options().find(DhcpOption.MESSAGE_TYPE)).contains(MessageType.ACK);
    assertThat(ack.yiaddr()).isEqualTo(Ipv4.ANY);
    assertThat(ack.file()).isEqualTo(NAME);
  }

  @ParameterizedTest
  @CsvSource({"15", "16", "17", "18", "19", "20"})
  void httpBootGetsItsClassAndTheUrlInOption67Only(int arch) {
    Packet client =
        Packet.of("httpclient-discover")
            .with(DhcpOption.CLIENT_ARCH, List.of(arch))
            .with(DhcpOption.VENDOR_CLASS, "HTTPClient:Arch:000" + arch + ":UNDI:003000");
    for (String mode : List.of("full", "proxy")) {
      DhcpMessage reply = reply(mode, client);
      assertThat(reply.options().find(DhcpOption.VENDOR_CLASS)).contains("HTTPClient");
      assertThat(reply.options().find(DhcpOption.BOOT_FILE_NAME)).contains(DhcpLab.FILE.url());
      assertThat(reply.options().has(DhcpOption.TFTP_SERVER_NAME)).isFalse();
      assertThat(reply.options().has(option43())).isFalse();
      assertThat(reply.file()).isEmpty();
    }
  }

  @Test
  void leftOverBootOptionsOfTheSubnetReachNoBootClient() {
    Map<Integer, String> leftOver = Map.of(43, "0x060108", 150, "10.0.0.150");
    Subnet subnet = DhcpLab.withOptions(DhcpLab.full(), leftOver);
    try (DhcpLab lab = new DhcpLab(subnet).listening()) {
      OptionSet http = sent(lab, Packet.of("httpclient-discover")).options();
      assertThat(http.find(DhcpOption.VENDOR_CLASS)).contains("HTTPClient");
      assertThat(http.find(DhcpOption.BOOT_FILE_NAME)).contains(DhcpLab.FILE.url());
      assertThat(http.has(option43())).isFalse();
      assertThat(http.has(DhcpOption.TFTP_SERVER_ADDRESSES)).isFalse();
      OptionSet uefi = sent(lab, Packet.of("ovmf-discover")).options();
      assertThat(uefi.has(option43())).isFalse();
      assertThat(uefi.find(DhcpOption.BOOT_FILE_NAME)).contains(NAME);
      OptionSet other = sent(lab, Packet.of("udhcpc-discover")).options();
      assertThat(other.find(DhcpOption.TFTP_SERVER_ADDRESSES))
          .contains(List.of(Ipv4.parse("10.0.0.150")));
    }
  }

  @Test
  void ipxeIsToldNotToWaitForAProxyAndToPreferUs() {
    OptionSet full =
        reply("full", Packet.of("ipxe-discover")).options().find(DhcpOption.IPXE).orElseThrow();
    assertThat(full.find(IpxeSubOption.NO_PXEDHCP)).contains(1);
    assertThat(full.find(IpxeSubOption.PRIORITY)).contains(1);
    OptionSet proxy =
        reply("proxy", Packet.of("ipxe-discover")).options().find(DhcpOption.IPXE).orElseThrow();
    assertThat(proxy.has(IpxeSubOption.NO_PXEDHCP)).isFalse();
    assertThat(proxy.find(IpxeSubOption.PRIORITY)).contains(1);
  }

  @ParameterizedTest
  @CsvSource({"''", "00", "0001020304", "00112233445566778899aabbccddeeff0011"})
  void aMissingOrOddGuidIsAccepted(String hex) {
    OptionSet options = Packet.of("ovmf-discover").message().options();
    Packet odd =
        Packet.of("ovmf-discover")
            .options(hex.isEmpty() ? options.without(97) : options.with(97, Octets.hex(hex)));
    DhcpMessage reply = reply("full", odd);
    assertThat(reply.file()).isEqualTo(NAME);
    assertThat(reply.options().raw(97).isPresent()).isEqualTo(!hex.isEmpty());
  }

  @Test
  void theGuidComesBackAsItWas() {
    UUID uuid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    Packet client = Packet.of("ovmf-discover").with(DhcpOption.CLIENT_UUID, uuid);
    assertThat(reply("proxy", client).options().find(DhcpOption.CLIENT_UUID)).contains(uuid);
  }

  @Test
  void theGateLearnsWhatRulesMatch() {
    try (DhcpLab lab = lab("proxy")) {
      lab.receive(bios().message(), Ipv4.BROADCAST);
      BootRequest asked = lab.asked.getLast();
      assertThat(asked.traits())
          .isEqualTo(
              new Traits(
                  Traits.Program.PXE, BIOS_CLASS, List.of(), Optional.of(Traits.Mode.PROXY)));
    }
  }

  private static DhcpOption<OptionSet> option43() {
    return DhcpOption.VENDOR_SPECIFIC;
  }

  private static Optional<Integer> control(DhcpMessage reply) {
    return reply
        .options()
        .find(option43())
        .flatMap(menu -> menu.find(PxeSubOption.DISCOVERY_CONTROL));
  }

  private static Packet bios() {
    return Packet.of("ovmf-discover")
        .with(DhcpOption.CLIENT_ARCH, List.of(0))
        .with(DhcpOption.PARAMETER_REQUEST_LIST, List.of(1, 3, 43, 60, 66, 67))
        .with(DhcpOption.VENDOR_CLASS, BIOS_CLASS);
  }

  private static Packet uboot() {
    return Packet.of("udhcpc-discover")
        .hardware(HardwareAddress.of(MacAddress.parse("52:54:00:00:00:22")))
        .with(DhcpOption.CLIENT_ARCH, List.of(22))
        .with(DhcpOption.VENDOR_CLASS, "U-Boot.armv8");
  }

  private static DhcpLab lab(String mode, Effect... flags) {
    DhcpLab lab = new DhcpLab(mode.equals("full") ? DhcpLab.full() : DhcpLab.proxy()).listening();
    EnumMap<Effect, String> values = new EnumMap<>(Effect.class);
    List.of(flags).forEach(flag -> values.put(flag, "true"));
    lab.advice =
        new BootAdvice(
            lab.advice.decision(), lab.advice.file(), new Effects(values, List.of("test")));
    return lab;
  }

  private static DhcpMessage reply(String mode, Packet packet, Effect... flags) {
    try (DhcpLab lab = lab(mode, flags)) {
      return sent(lab, packet);
    }
  }

  private static DhcpMessage sent(DhcpLab lab, Packet packet) {
    return lab.receive(packet.message(), Ipv4.BROADCAST).getFirst().message();
  }

  private static DhcpMessage on4011(Packet packet, Effect... flags) {
    try (DhcpLab lab = lab("proxy", flags)) {
      byte[] bytes =
          DhcpEncoder.encode(packet.ciaddr(Ipv4.parse("10.0.0.77")).message(), Layout.DEFAULT);
      return lab.receive(4011, bytes, new InetSocketAddress("10.0.0.77", 4011), DhcpLab.SERVER)
          .getFirst()
          .message();
    }
  }
}
