package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.ClientArch;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.UserClass;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTest {
  @ParameterizedTest
  @CsvSource({
    "ipxe-discover, IPXE, BIOS_X86",
    "ovmf-discover, PXE, UEFI_X64",
    "httpclient-discover, HTTP, UEFI_X64_HTTP",
    "udhcpc-discover, OTHER,",
    "relayed-request, OTHER,"
  })
  void tellsGoldenClientsApart(String golden, RequestKind kind, ClientArch arch) {
    Client client = client(Packet.of(golden));
    assertThat(client.kind()).isEqualTo(kind);
    assertThat(client.arch().orElse(null)).isEqualTo(arch);
    assertThat(client.boots()).isEqualTo(kind != RequestKind.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "d-i, OTHER",
    "PXEClient, PXE",
    "HTTPClient, HTTP",
    "U-Boot.armv8, U_BOOT",
    "pxeclient, OTHER",
    "anaconda-Linux, OTHER"
  })
  void readsTheVendorClass(String vendorClass, RequestKind kind) {
    assertThat(
            client(Packet.of("udhcpc-discover").with(DhcpOption.VENDOR_CLASS, vendorClass)).kind())
        .isEqualTo(kind);
  }

  @Test
  void ipxeWithoutHttpIsTold() {
    Packet plain = Packet.of("ovmf-discover").with(DhcpOption.USER_CLASS, UserClass.bare("iPXE"));
    assertThat(client(plain).kind()).isEqualTo(RequestKind.IPXE_WITHOUT_HTTP);
    assertThat(
            client(plain.with(DhcpOption.USER_CLASS, new UserClass(List.of("x", "iPXE"), true)))
                .kind())
        .isEqualTo(RequestKind.IPXE_WITHOUT_HTTP);
    Packet encapsulated =
        Packet.of("ovmf-discover")
            .with(DhcpOption.IPXE, OptionSet.EMPTY.with(18, Octets.hex("01")));
    assertThat(client(encapsulated).kind()).isEqualTo(RequestKind.IPXE_WITHOUT_HTTP);
    Packet broken =
        Packet.of("ipxe-discover")
            .options(Packet.of("ipxe-discover").message().options().with(175, Octets.hex("13")));
    assertThat(client(broken).kind()).isEqualTo(RequestKind.IPXE_WITHOUT_HTTP);
  }

  @Test
  void knowsARaspberryPiWithoutItsVendorClass() {
    HardwareAddress pi = HardwareAddress.of(MacAddress.parse("dc:a6:32:01:02:03"));
    Packet discover =
        Packet.of("ipxe-discover")
            .without(DhcpOption.IPXE)
            .without(DhcpOption.USER_CLASS)
            .hardware(pi);
    Packet request = discover.without(DhcpOption.VENDOR_CLASS);
    assertThat(client(discover).kind()).isEqualTo(RequestKind.RASPBERRY_PI);
    assertThat(client(request).kind()).isEqualTo(RequestKind.RASPBERRY_PI);
    assertThat(client(request).uuid()).isEmpty();
    Octets fourcc =
        Octets.latin1("\0RPi4\u0011\u0031\u0003\0\u0012\u0034\u0056\u0078\u0001\u0002\u0003\u0004");
    Packet named = request.without(DhcpOption.CLIENT_ARCH);
    assertThat(client(named).kind()).isEqualTo(RequestKind.OTHER);
    assertThat(client(named.options(named.message().options().with(97, fourcc))).kind())
        .isEqualTo(RequestKind.RASPBERRY_PI);
    Packet anyMac = named.hardware(HardwareAddress.of(MacAddress.parse("02:00:00:00:00:01")));
    assertThat(client(anyMac.options(named.message().options().with(97, fourcc))).kind())
        .as("MAC_ADDRESS in its EEPROM may name any MAC")
        .isEqualTo(RequestKind.RASPBERRY_PI);
    assertThat(client(Packet.of("udhcpc-discover").hardware(pi)).kind())
        .isEqualTo(RequestKind.OTHER);
    assertThat(client(Packet.of("ovmf-discover").hardware(pi)).kind()).isEqualTo(RequestKind.PXE);
  }

  @Test
  void readsTheArchitectureFromTheVendorClassWhereOption93IsMissingOrUnknown() {
    assertThat(client(Packet.of("ovmf-discover").without(DhcpOption.CLIENT_ARCH)).arch())
        .contains(ClientArch.UEFI_X64);
    assertThat(
            client(Packet.of("ovmf-discover").with(DhcpOption.CLIENT_ARCH, List.of(999, 11)))
                .arch())
        .contains(ClientArch.UEFI_ARM64);
  }

  @ParameterizedTest
  @CsvSource({
    "U-Boot.armv8, 22, U_BOOT_ARM64",
    "U-Boot.armv8, , U_BOOT_ARM64",
    "U-Boot.armv7, , U_BOOT_ARM32",
    "U-Boot.arm, 21, U_BOOT_ARM32",
    "U-Boot, 22, U_BOOT_ARM64",
    "U-Boot, , "
  })
  void uBootIsToldByOption93OrItsVendorClass(String vendorClass, Integer code, ClientArch arch) {
    Packet uboot = Packet.of("udhcpc-discover").with(DhcpOption.VENDOR_CLASS, vendorClass);
    Client client =
        client(code == null ? uboot : uboot.with(DhcpOption.CLIENT_ARCH, List.of(code)));
    assertThat(client.kind()).isEqualTo(RequestKind.U_BOOT);
    assertThat(client.arch().orElse(null)).isEqualTo(arch);
  }

  @ParameterizedTest
  @CsvSource({
    "b8:27:eb:00:00:01",
    "dc:a6:32:00:00:01",
    "e4:5f:01:00:00:01",
    "d8:3a:dd:00:00:01",
    "28:cd:c1:00:00:01",
    "2c:cf:67:00:00:01",
    "88:a2:9e:00:00:01"
  })
  void knowsOldRaspberryPisByTheirMakerAndTheArchitectureTheyClaim(String mac) {
    Packet rom =
        Packet.of("udhcpc-discover")
            .hardware(HardwareAddress.of(MacAddress.parse(mac)))
            .with(DhcpOption.CLIENT_ARCH, List.of(0));
    assertThat(client(rom).kind()).isEqualTo(RequestKind.RASPBERRY_PI);
    Packet uboot =
        rom.with(DhcpOption.CLIENT_ARCH, List.of(22)).with(DhcpOption.VENDOR_CLASS, "U-Boot.armv8");
    assertThat(client(uboot).kind()).isEqualTo(RequestKind.U_BOOT);
  }

  @ParameterizedTest
  @CsvSource({
    "6, UEFI_X86",
    "7, UEFI_X64",
    "9, UEFI_X64",
    "16, UEFI_X64_HTTP",
    "17, UEFI_X64_HTTP"
  })
  void architecturesThatFirmwareUsesInterchangeablyAreOne(int code, ClientArch arch) {
    assertThat(
            client(Packet.of("ovmf-discover").with(DhcpOption.CLIENT_ARCH, List.of(code))).arch())
        .contains(arch);
  }

  @ParameterizedTest
  @CsvSource({
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "03000200-0400-0500-0006-000700080009"
  })
  void dropsPlaceholderUuids(UUID uuid) {
    assertThat(client(Packet.of("ovmf-discover").with(DhcpOption.CLIENT_UUID, uuid)).uuid())
        .isEmpty();
  }

  @Test
  void keepsRealUuidsInTextByteOrder() {
    assertThat(client(Packet.of("ipxe-discover")).uuid())
        .contains(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
  }

  private static Client client(Packet packet) {
    return Client.of(packet.message(), packet.message().hardware().mac().orElseThrow());
  }
}
