package io.ironwake.wire.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DhcpOptionTest {
  static Stream<Arguments> values() {
    Ipv4 one = Ipv4.parse("10.0.0.1");
    UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    return Stream.of(
        Arguments.of(DhcpOption.SUBNET_MASK, "ffffff00", Ipv4.parse("255.255.255.0")),
        Arguments.of(DhcpOption.ROUTERS, "0a0000010a000001", List.of(one, one)),
        Arguments.of(DhcpOption.HOST_NAME, "6e6f6465", "node"),
        Arguments.of(DhcpOption.IP_FORWARDING, "01", true),
        Arguments.of(DhcpOption.INTERFACE_MTU, "05dc", 1500),
        Arguments.of(DhcpOption.LEASE_TIME, "ffffffff", Duration.ofSeconds(4294967295L)),
        Arguments.of(DhcpOption.MESSAGE_TYPE, "08", MessageType.INFORM),
        Arguments.of(DhcpOption.PARAMETER_REQUEST_LIST, "0103ff", List.of(1, 3, 255)),
        Arguments.of(DhcpOption.CLIENT_ARCH, "00070010", List.of(7, 16)),
        Arguments.of(DhcpOption.UNDI_VERSION, "010300", new UndiVersion(3, 0)),
        Arguments.of(DhcpOption.CLIENT_UUID, "0033221100554477668899aabbccddeeff", uuid),
        Arguments.of(DhcpOption.USER_CLASS, "69505845", UserClass.bare("iPXE")),
        Arguments.of(
            DhcpOption.USER_CLASS, "0469505845026162", new UserClass(List.of("iPXE", "ab"), true)),
        Arguments.of(DhcpOption.IPV6_ONLY_WAIT, "80000000", 0x80000000L),
        Arguments.of(DhcpOption.RAPID_COMMIT, "", true),
        Arguments.of(DhcpOption.CLIENT_ID, "", Octets.EMPTY),
        Arguments.of(DhcpOption.DOMAIN_SEARCH, "036c616e0004686f6d6500", List.of("lan", "home")),
        Arguments.of(
            DhcpOption.CLASSLESS_ROUTES,
            "000a000001" + "190a00018000000000",
            List.of(
                new Route(Cidr.parse("0.0.0.0/0"), one),
                new Route(Cidr.parse("10.0.1.128/25"), Ipv4.ANY))),
        Arguments.of(DhcpOption.IPXE, "b00101", OptionSet.EMPTY.with(IpxeSubOption.NO_PXEDHCP, 1)),
        Arguments.of(
            DhcpOption.VENDOR_SPECIFIC,
            "060108",
            OptionSet.EMPTY.with(PxeSubOption.DISCOVERY_CONTROL, 8)));
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void readsAndWrites(DhcpOption<T> option, String hex, T value) throws WireException {
    assertThat(OptionSet.EMPTY.with(option.code(), Octets.hex(hex)).get(option)).contains(value);
    assertThat(OptionSet.EMPTY.with(option, value).raw(option.code())).contains(Octets.hex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "1, ffffff",
    "1, ffffff0000",
    "1, ''",
    "3, ''",
    "3, 0a00000102",
    "12, ''",
    "19, ''",
    "19, 02",
    "19, 0101",
    "26, 05",
    "26, 050505",
    "43, 06",
    "43, 0602ff",
    "50, 0a0000",
    "51, 000e10",
    "51, 0000000e10",
    "53, ''",
    "53, 0101",
    "53, 00",
    "53, 0e",
    "54, 0a00000101",
    "55, ''",
    "57, 02",
    "60, ''",
    "66, ''",
    "67, ''",
    "77, ''",
    "82, 01",
    "82, 010561",
    "93, ''",
    "93, 00",
    "93, 000700",
    "94, 0102",
    "94, 020300",
    "97, 00",
    "97, 01000000000000000000000000000000ff",
    "97, 00000000000000000000000000000000ff00",
    "108, 00",
    "119, ''",
    "119, 036c61",
    "119, 036c616e",
    "119, c000",
    "119, 036c616e00c0",
    "119, 40",
    "121, ''",
    "121, 21",
    "121, 180a0203",
    "121, 00c0a801",
    "150, 0a00",
    "175, b0",
    "175, b00201"
  })
  void refusesMalformedValuesAndNamesTheOption(int code, String hex) {
    DhcpOption<?> option = DhcpOption.ofCode(code).orElseThrow();
    OptionSet options = OptionSet.EMPTY.with(code, Octets.hex(hex));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> options.get(option))
        .withMessageStartingWith("option " + code + " (" + option.name() + "): ");
  }

  @Test
  void tellsAbsentFromMalformed() throws WireException {
    assertThat(OptionSet.EMPTY.get(DhcpOption.CLIENT_ARCH)).isEmpty();
    assertThat(OptionSet.EMPTY.has(DhcpOption.CLIENT_ARCH)).isFalse();
    assertThat(OptionSet.EMPTY.with(93, Octets.hex("00")).has(DhcpOption.CLIENT_ARCH)).isTrue();
  }

  @Test
  void dropsNulsAtTheEndOfStrings() throws WireException {
    OptionSet options = OptionSet.EMPTY.with(67, Octets.hex("6100620000"));
    assertThat(options.get(DhcpOption.BOOT_FILE_NAME)).contains("a\0b");
  }

  @Test
  void followsNamePointersBackwards() throws WireException {
    // eng.lan, then mail.<pointer to lan>, then a pointer to the second name (RFC 3397 §2)
    OptionSet options =
        OptionSet.EMPTY.with(119, Octets.hex("03656e67036c616e00" + "046d61696cc004" + "c009"));
    assertThat(options.get(DhcpOption.DOMAIN_SEARCH))
        .contains(List.of("eng.lan", "mail.lan", "mail.lan"));
  }

  @Test
  void refusesNamePointersThatLoopOrGrowWithoutBound() {
    StringBuilder hex = new StringBuilder("3f" + "61".repeat(63) + "3f" + "61".repeat(63) + "00");
    OptionSet looping =
        OptionSet.EMPTY.with(
            119, Octets.hex(hex + "3f" + "61".repeat(63) + "3f" + "62".repeat(63) + "c000"));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> looping.get(DhcpOption.DOMAIN_SEARCH));
    OptionSet forward = OptionSet.EMPTY.with(119, Octets.hex("c002036c616e00"));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> forward.get(DhcpOption.DOMAIN_SEARCH));
  }

  @Test
  void masksHostBitsOfRoutes() throws WireException {
    OptionSet options = OptionSet.EMPTY.with(121, Octets.hex("140a010fff0a000001"));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> options.get(DhcpOption.CLASSLESS_ROUTES));
    OptionSet whole = OptionSet.EMPTY.with(121, Octets.hex("140a01ff0a000001"));
    assertThat(whole.get(DhcpOption.CLASSLESS_ROUTES).orElseThrow().getFirst().destination())
        .isEqualTo(Cidr.parse("10.1.240.0/20"));
  }

  @Property
  void uuidsSurviveTheirByteSwap(@ForAll long most, @ForAll long least) throws WireException {
    UUID uuid = new UUID(most, least);
    assertThat(OptionSet.EMPTY.with(DhcpOption.CLIENT_UUID, uuid).get(DhcpOption.CLIENT_UUID))
        .contains(uuid);
  }

  @Test
  void writersRefuseWhatAnOptionCannotCarry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionSet.EMPTY.with(DhcpOption.HOST_NAME, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionSet.EMPTY.with(DhcpOption.HOST_NAME, "\u0100"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionSet.EMPTY.with(DhcpOption.INTERFACE_MTU, 65536));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionSet.EMPTY.with(DhcpOption.LEASE_TIME, Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionSet.EMPTY.with(DhcpOption.DOMAIN_SEARCH, List.of("a..b")));
    assertThatIllegalArgumentException().isThrownBy(() -> new UserClass(List.of("a", "b"), false));
    assertThatIllegalArgumentException().isThrownBy(() -> new UserClass(List.of(), true));
  }

  @Test
  void tableHasOneNamedRowWithASourcePerCode() {
    assertThat(DhcpOption.table())
        .hasSizeGreaterThan(40)
        .allSatisfy(
            row -> {
              assertThat(row.name()).matches("[a-z0-9-]+");
              assertThat(row.source()).isNotBlank();
              assertThat(row.type().name()).isNotBlank();
            });
    assertThat(DhcpOption.table().stream().map(DhcpOption::name).distinct())
        .hasSameSizeAs(DhcpOption.table());
  }
}
