package io.ironwake.wire.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class DhcpEncoderTest {
  private static final Layout SMALL = Layout.DEFAULT;
  private static final int ROOM = 576 - 28 - 240;

  @Property(tries = 2000)
  void decodingGivesTheEncodedMessageBack(
      @ForAll("messages") DhcpMessage message, @ForAll("layouts") Layout layout)
      throws WireException {
    assertThat(DhcpDecoder.decode(DhcpEncoder.encode(message, layout))).isEqualTo(message);
  }

  @Property(tries = 500)
  void encodingIsCanonical(
      @ForAll("messages") DhcpMessage message, @ForAll("layouts") Layout layout)
      throws WireException {
    byte[] once = DhcpEncoder.encode(message, layout);
    assertThat(DhcpEncoder.encode(DhcpDecoder.decode(once), layout)).isEqualTo(once);
  }

  @Test
  void putsTypeServerAndLeaseFirstAndTheRelayLast() {
    OptionSet options =
        new OptionSet(new TreeMap<>())
            .with(1, bytes(4))
            .with(51, bytes(4))
            .with(82, bytes(3))
            .with(53, bytes(1))
            .with(250, bytes(1))
            .with(54, bytes(4));
    assertThat(codes(DhcpEncoder.encode(message("", options), SMALL), 240))
        .containsExactly(53, 54, 51, 1, 250, 82);
  }

  @Test
  void padsToTheBootpMinimumUnlessToldNotTo() {
    DhcpMessage message = message("", OptionSet.EMPTY.with(53, bytes(1)));
    assertThat(DhcpEncoder.encode(message, SMALL)).hasSize(300).endsWith(0, 0);
    assertThat(DhcpEncoder.encode(message, SMALL.unpadded())).hasSize(244).endsWith(0xff);
  }

  @Test
  void cutsLongValuesIntoPieces() throws WireException {
    DhcpMessage message = message("name", OptionSet.EMPTY.with(43, bytes(600)));
    byte[] packet = DhcpEncoder.encode(message, new Layout(1500, true));
    assertThat(codes(packet, 240)).containsExactly(43, 43, 43);
    assertThat(packet[241] & 0xff).isEqualTo(255);
    assertThat(DhcpDecoder.decode(packet)).isEqualTo(message);
  }

  @Test
  void overloadsAsLittleAsMakesTheOptionsFit() {
    OptionSet fits = OptionSet.EMPTY.with(43, bytes(200)).with(61, bytes(ROOM - 1 - 202 - 2));
    assertThat(overload(message("", fits))).isZero();
    OptionSet oneTooMany = OptionSet.EMPTY.with(43, bytes(200)).with(61, bytes(ROOM - 202 - 2));
    assertThat(overload(message("", oneTooMany))).isEqualTo(1);
    assertThat(overload(message("boot.ipxe", oneTooMany))).isEqualTo(2);
    OptionSet large =
        OptionSet.EMPTY
            .with(43, bytes(250))
            .with(61, bytes(110))
            .with(60, bytes(50))
            .with(77, bytes(50));
    assertThat(overload(message("", large))).isEqualTo(3);
  }

  @Test
  void keepsTheRelayInTheOptionsFieldWhenOverloading() {
    OptionSet options =
        OptionSet.EMPTY
            .with(53, bytes(1))
            .with(43, bytes(240))
            .with(61, bytes(80))
            .with(82, bytes(40));
    byte[] packet = DhcpEncoder.encode(message("", options), SMALL);
    assertThat(packet).hasSizeLessThanOrEqualTo(576 - 28);
    assertThat(codes(packet, 240)).containsExactly(53, 43, 52, 82);
    assertThat(codes(packet, 108)).containsExactly(61);
  }

  @Test
  void exceedsTheSizeRatherThanLoseOptions() throws WireException {
    DhcpMessage message = message("", OptionSet.EMPTY.with(43, bytes(1000)));
    byte[] packet = DhcpEncoder.encode(message, SMALL);
    assertThat(packet.length).isGreaterThan(576);
    assertThat(DhcpDecoder.decode(packet)).isEqualTo(message);
  }

  @Test
  void clampsTheClientsMaximumSize() {
    assertThat(Layout.forClient(message("", OptionSet.EMPTY))).isEqualTo(new Layout(576, true));
    assertThat(Layout.forClient(message("", OptionSet.EMPTY.with(57, Octets.hex("0100")))))
        .isEqualTo(new Layout(576, true));
    assertThat(Layout.forClient(message("", OptionSet.EMPTY.with(57, Octets.hex("ffff")))))
        .isEqualTo(new Layout(1500, true));
    assertThat(Layout.forClient(message("", OptionSet.EMPTY.with(57, Octets.hex("ff")))))
        .isEqualTo(new Layout(576, true));
  }

  @Test
  void messagesRefuseWhatTheFieldsCannotHold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> message("x".repeat(129), OptionSet.EMPTY));
    assertThatIllegalArgumentException().isThrownBy(() -> message("a\0b", OptionSet.EMPTY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> message("", OptionSet.EMPTY.with(52, bytes(1))));
    assertThatIllegalArgumentException().isThrownBy(() -> OptionSet.EMPTY.with(0, bytes(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> OptionSet.EMPTY.with(255, bytes(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new HardwareAddress(1, bytes(17)));
  }

  @Provide
  Arbitrary<Layout> layouts() {
    return Combinators.combine(Arbitraries.of(576, 700, 1472, 1500), Arbitraries.of(true, false))
        .as(Layout::new);
  }

  @Provide
  Arbitrary<DhcpMessage> messages() {
    Arbitrary<Ipv4> address = Arbitraries.integers().map(Ipv4::new);
    Arbitrary<HardwareAddress> hardware =
        Combinators.combine(Arbitraries.integers().between(0, 255), octets(16))
            .as(HardwareAddress::new);
    Arbitrary<int[]> numbers = Arbitraries.integers().array(int[].class).ofSize(4);
    return Combinators.combine(
            Arbitraries.of(Op.values()),
            hardware,
            numbers,
            address,
            address,
            name(64),
            name(128),
            options())
        .as(
            (op, client, n, one, two, sname, file, options) ->
                new DhcpMessage(
                    op,
                    client,
                    n[0] & 255,
                    n[1],
                    n[2] & 0xffff,
                    n[3] & 0xffff,
                    one,
                    two,
                    two,
                    one,
                    sname,
                    file,
                    options));
  }

  private static Arbitrary<OptionSet> options() {
    Arbitrary<Integer> code = Arbitraries.integers().between(1, 254).filter(c -> c != 52);
    Arbitrary<Octets> value =
        Arbitraries.frequencyOf(
            Tuple.of(8, octets(40)), Tuple.of(2, octets(260)), Tuple.of(1, octets(700)));
    return Arbitraries.maps(code, value)
        .ofMaxSize(12)
        .map(map -> new OptionSet(new TreeMap<>(map)));
  }

  private static Arbitrary<Octets> octets(int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(max).map(Octets::of);
  }

  private static Arbitrary<String> name(int max) {
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        Arbitraries.strings().withCharRange('\u0001', '\u00ff').ofMaxLength(max));
  }

  private static DhcpMessage message(String file, OptionSet options) {
    HardwareAddress hardware = HardwareAddress.of(MacAddress.parse("52:54:00:12:34:56"));
    return new DhcpMessage(
        Op.BOOTREPLY,
        hardware,
        0,
        1,
        0,
        0,
        Ipv4.ANY,
        Ipv4.ANY,
        Ipv4.ANY,
        Ipv4.ANY,
        "",
        file,
        options);
  }

  private static Octets bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 7);
    return Octets.of(bytes);
  }

  private static int overload(DhcpMessage message) {
    return OptionFields.arrange(message, SMALL).overload();
  }

  private static List<Integer> codes(byte[] packet, int from) {
    List<Integer> codes = new ArrayList<>();
    int at = from;
    while ((packet[at] & 0xff) != 255) {
      codes.add(packet[at] & 0xff);
      at += 2 + (packet[at + 1] & 0xff);
    }
    return codes;
  }
}
