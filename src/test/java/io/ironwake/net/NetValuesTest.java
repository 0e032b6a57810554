package io.ironwake.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of addresses, networks, identities and firmware codes. */
class NetValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "52:54:00:ab:CD:ef",
        "52-54-00-AB-CD-EF",
        "5254.00ab.cdef",
        "525400abcdef",
        "52:54-00:ab-cd:ef"
      })
  void oneMacHasManySpellings(String text) {
    MacAddress mac = MacAddress.parse(text);
    assertThat(mac).isEqualTo(new MacAddress(0x5254_00AB_CDEFL)).hasToString("52:54:00:ab:cd:ef");
    assertThat(mac.dashed()).isEqualTo("52-54-00-ab-cd-ef");
    assertThat(MacAddress.of(mac.toBytes())).isEqualTo(mac);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "52:54:00:ab:cd",
        "52:54:00:ab:cd:ef:01",
        "52:54:00:ab:cd:eg",
        "5254.00abcdef",
        " 52:54:00:ab:cd:ef",
        "52:54:00:ab:cd:ef\n",
        "٥٢:54:00:ab:cd:ef"
      })
  void otherTextIsNoMac(String text) {
    assertThatThrownBy(() -> MacAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("52:54:00:12:34:56");
  }

  @ParameterizedTest
  @CsvSource({
    "01:00:5e:00:00:01,true",
    "ff:ff:ff:ff:ff:ff,true",
    "33:33:00:00:00:01,true",
    "52:54:00:00:00:01,false",
    "00:00:00:00:00:00,false",
    "fe:00:00:00:00:01,false"
  })
  void theGroupBitIsTheLowestOfTheFirstByte(String mac, boolean multicast) {
    assertThat(MacAddress.parse(mac).isMulticast()).isEqualTo(multicast);
  }

  @Test
  void macsHaveFortyEightBits() {
    assertThat(MacAddress.parse("00:00:00:00:00:00").isZero()).isTrue();
    assertThat(MacAddress.parse("00:00:00:00:00:01").isZero()).isFalse();
    assertThatThrownBy(() -> new MacAddress(1L << 48)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MacAddress(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MacAddress.of(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,0",
    "0.0.0.1,1",
    "127.0.0.1,2130706433",
    "192.168.1.10,3232235786",
    "255.255.255.255,4294967295"
  })
  void addressesAreUnsigned(String text, long value) {
    Ipv4 address = Ipv4.parse(text);
    assertThat(address.unsigned()).isEqualTo(value);
    assertThat(address).hasToString(text).isEqualTo(Ipv4.of(address.toBytes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "1.2.3.4 ",
        "1.2.3.-4",
        "0x1.2.3.4",
        "1..2.3",
        "1.2.3.",
        ".1.2.3.4",
        "1.2.3.0004",
        "1.2.3.\u0664",
        "::1",
        "localhost"
      })
  void otherTextIsNoAddress(String text) {
    assertThatThrownBy(() -> Ipv4.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void addressesAreOrderedAsNumbersAndWrap() {
    assertThat(Ipv4.parse("128.0.0.0")).isGreaterThan(Ipv4.parse("127.255.255.255"));
    assertThat(Ipv4.BROADCAST.plus(1)).isEqualTo(Ipv4.ANY);
    assertThat(Ipv4.parse("10.0.0.255").plus(1)).isEqualTo(Ipv4.parse("10.0.1.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "192.168.1.0/24,255.255.255.0,192.168.1.255",
    "10.0.0.0/8,255.0.0.0,10.255.255.255",
    "0.0.0.0/0,0.0.0.0,255.255.255.255",
    "10.0.0.4/30,255.255.255.252,10.0.0.7",
    "10.0.0.4/31,255.255.255.254,10.0.0.5",
    "10.0.0.4/32,255.255.255.255,10.0.0.4"
  })
  void networksHaveMaskAndBroadcast(String text, String mask, String broadcast) {
    Cidr cidr = Cidr.parse(text);
    assertThat(cidr).hasToString(text);
    assertThat(cidr.mask()).hasToString(mask);
    assertThat(cidr.broadcast()).hasToString(broadcast);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.0",
        "192.168.1.0/33",
        "192.168.1.0/-1",
        "192.168.1.0/",
        "192.168.1.0/024",
        "/24",
        "192.168.1.0/255.255.255.0"
      })
  void otherTextIsNoNetwork(String text) {
    assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hostBitsAreRefusedWithTheNetworkThatWasMeant() {
    assertThatThrownBy(() -> Cidr.parse("192.168.1.77/24")).hasMessageContaining("192.168.1.0/24");
    assertThat(Cidr.around(Ipv4.parse("192.168.1.77"), 24)).hasToString("192.168.1.0/24");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24,10.0.0.0,true,false",
    "10.0.0.0/24,10.0.0.1,true,true",
    "10.0.0.0/24,10.0.0.255,true,false",
    "10.0.0.0/24,10.0.1.0,false,false",
    "10.0.0.4/31,10.0.0.4,true,true",
    "10.0.0.4/31,10.0.0.5,true,true",
    "10.0.0.4/32,10.0.0.4,true,true",
    "0.0.0.0/0,200.1.1.1,true,true"
  })
  void networkAndBroadcastAddressesBelongToNoHost(
      String cidr, String address, boolean inside, boolean usable) {
    assertThat(Cidr.parse(cidr).contains(Ipv4.parse(address))).isEqualTo(inside);
    assertThat(Cidr.parse(cidr).isUsable(Ipv4.parse(address))).isEqualTo(usable);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/24,10.0.0.128/25,true",
    "10.0.0.0/24,10.0.1.0/24,false",
    "0.0.0.0/0,10.0.0.0/24,true",
    "10.0.0.0/32,10.0.0.0/32,true"
  })
  void overlapIsMutual(String one, String other, boolean overlaps) {
    assertThat(Cidr.parse(one).overlaps(Cidr.parse(other))).isEqualTo(overlaps);
    assertThat(Cidr.parse(other).overlaps(Cidr.parse(one))).isEqualTo(overlaps);
  }

  @Test
  void rangesIncludeBothEnds() {
    IpRange range = IpRange.parse("10.0.0.10 - 10.0.0.12");
    assertThat(range.size()).isEqualTo(3);
    assertThat(range.contains(Ipv4.parse("10.0.0.10"))).isTrue();
    assertThat(range.contains(Ipv4.parse("10.0.0.12"))).isTrue();
    assertThat(range.contains(Ipv4.parse("10.0.0.13"))).isFalse();
    assertThat(range.overlaps(IpRange.parse("10.0.0.12-10.0.0.20"))).isTrue();
    assertThat(range.overlaps(IpRange.parse("10.0.0.13-10.0.0.20"))).isFalse();
    assertThat(IpRange.parse("0.0.0.0-255.255.255.255").size()).isEqualTo(1L << 32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.12-10.0.0.10", "10.0.0.1", "10.0.0.1-10.0.0.2-10.0.0.3", "-", "10.0.0.1-"})
  void otherTextIsNoRange(String text) {
    assertThatThrownBy(() -> IpRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFirstThreeFieldsOfOption97AreSwapped() {
    UUID text = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    UUID wire = UUID.fromString("33221100-5544-7766-8899-aabbccddeeff");
    assertThat(SmbiosUuid.swapped(wire)).isEqualTo(text);
    assertThat(SmbiosUuid.swapped(SmbiosUuid.swapped(text))).isEqualTo(text);
    assertThat(SmbiosUuid.same(text, wire)).isTrue();
    assertThat(SmbiosUuid.same(text, text)).isTrue();
    assertThat(SmbiosUuid.same(text, UUID.fromString("00112233-4455-6677-8899-aabbccddeefe")))
        .isFalse();
  }

  @Test
  void highBitsSurviveTheSwap() {
    UUID text = UUID.fromString("ff8899aa-f0e0-d0c0-8899-aabbccddeeff");
    assertThat(SmbiosUuid.swapped(text))
        .isEqualTo(UUID.fromString("aa9988ff-e0f0-c0d0-8899-aabbccddeeff"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "03000200-0400-0500-0006-000700080009",
        "00020003-0004-0005-0006-000700080009",
        "12345678-1234-5678-90ab-cddeefaabbcc",
        "78563412-3412-7856-90ab-cddeefaabbcc",
        "",
        "not a uuid",
        "${uuid}"
      })
  void placeholdersAndOtherTextIdentifyNobody(String text) {
    assertThat(SmbiosUuid.parse(text)).isEmpty();
  }

  @Test
  void aRealUuidIsKept() {
    assertThat(SmbiosUuid.parse(" 4c4c4544-0042-3510-8052-b4c04f4a3132 "))
        .contains(UUID.fromString("4c4c4544-0042-3510-8052-b4c04f4a3132"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "0",
        "None",
        "To Be Filled By O.E.M.",
        "Default string",
        "System Serial Number",
        "0123456789",
        "Not Specified",
        "a\u0007b",
        "sérial"
      })
  void placeholderSerialsIdentifyNobody(String text) {
    assertThat(SerialNumber.real(text)).isEqualTo(Optional.empty());
  }

  @Test
  void aRealSerialIsTrimmedAndBounded() {
    assertThat(SerialNumber.real(" 5CG0123ABC ")).contains("5CG0123ABC");
    assertThat(SerialNumber.real("x".repeat(128))).isPresent();
    assertThat(SerialNumber.real("x".repeat(129))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,BIOS_X86,amd64,TFTP,false",
    "6,UEFI_X86,386,TFTP,true",
    "7,UEFI_X64,amd64,TFTP,true",
    "9,UEFI_X64,amd64,TFTP,true",
    "10,UEFI_ARM32,arm,TFTP,true",
    "11,UEFI_ARM64,arm64,TFTP,true",
    "15,UEFI_X86_HTTP,386,HTTP,true",
    "16,UEFI_X64_HTTP,amd64,HTTP,true",
    "17,UEFI_X64_HTTP,amd64,HTTP,true",
    "18,UEFI_ARM32_HTTP,arm,HTTP,true",
    "19,UEFI_ARM64_HTTP,arm64,HTTP,true",
    "20,BIOS_X86_HTTP,amd64,HTTP,false",
    "21,U_BOOT_ARM32,arm,TFTP,false",
    "22,U_BOOT_ARM64,arm64,TFTP,false",
    "23,U_BOOT_ARM32_HTTP,arm,HTTP,false",
    "24,U_BOOT_ARM64_HTTP,arm64,HTTP,false"
  })
  void firmwareIsToldByItsCode(
      int code, ClientArch arch, String osArch, ClientArch.Transport transport, boolean uefi) {
    assertThat(ClientArch.ofCode(code)).contains(arch);
    assertThat(arch.osArch()).isEqualTo(osArch);
    assertThat(arch.transport()).isEqualTo(transport);
    assertThat(arch.isUefi()).isEqualTo(uefi);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 12, 27, 33, 65535, -1})
  void otherCodesHaveNoLoader(int code) {
    assertThat(ClientArch.ofCode(code)).isEmpty();
  }
}
