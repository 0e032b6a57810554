package io.ironwake.wire.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DhcpDecoderTest {
  private static final int MUTATIONS_PER_PACKET = 15_000;

  @ParameterizedTest
  @CsvSource({
    // bytes behind the cookie, offset of the fault
    "35, 241",
    "3501, 241",
    "350105 0c, 244",
    "350105 0c05 6162, 244",
    "0000 35, 243",
    "3401 04, 240",
    "3401 00, 240",
    "3400, 240",
    "3401 01 3401 02, 240"
  })
  void refusesBrokenOptionsWithTheirOffset(String options, int offset) {
    assertFault(packet(options.replace(" ", "")), offset);
  }

  @Test
  void refusesShortPacketsAtEveryLength() {
    for (int length = 0; length < 236; length++) {
      byte[] cut = Arrays.copyOf(GoldenPackets.read("ipxe-discover"), length);
      assertFault(cut, length);
    }
  }

  @Test
  void takesPacketsCutInTheCookieAsBootp() throws WireException {
    for (int length = 236; length < 240; length++) {
      byte[] cut = Arrays.copyOf(GoldenPackets.read("ipxe-discover"), length);
      assertThat(DhcpDecoder.decode(cut).options()).isEqualTo(OptionSet.EMPTY);
    }
  }

  @Test
  void refusesUnknownOpAndLongHardwareAddress() {
    byte[] badOp = packet("ff");
    badOp[0] = 3;
    assertFault(badOp, 0);
    byte[] badLength = packet("ff");
    badLength[2] = 17;
    assertFault(badLength, 2);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "6", "16"})
  void takesHardwareAddressesOfAnyLegalLength(int length) throws WireException {
    byte[] packet = packet("ff");
    packet[2] = (byte) length;
    assertThat(DhcpDecoder.decode(packet).hardware().octets().length()).isEqualTo(length);
    assertThat(DhcpDecoder.decode(packet).hardware().mac().isPresent()).isEqualTo(length == 6);
  }

  @Test
  void ignoresBytesBehindTheEndMarkAndToleratesItsAbsence() throws WireException {
    OptionSet expected = OptionSet.EMPTY.with(DhcpOption.MESSAGE_TYPE, MessageType.ACK);
    assertThat(DhcpDecoder.decode(packet("350105")).options()).isEqualTo(expected);
    assertThat(DhcpDecoder.decode(packet("350105ff0c")).options()).isEqualTo(expected);
  }

  @Test
  void joinsRepeatedOptionsInOrder() throws WireException {
    OptionSet options =
        DhcpDecoder.decode(packet("0c0161 350105 0c00 0c026263 ff".replace(" ", ""))).options();
    assertThat(options.raw(12)).contains(Octets.latin1("abc"));
  }

  @ParameterizedTest
  @MethodSource("io.ironwake.wire.dhcp.GoldenPackets#names")
  void mutatedPacketsGiveAMessageOrAWireException(String name) {
    byte[] golden = GoldenPackets.read(name);
    Random random = new Random(name.hashCode());
    for (int i = 0; i < MUTATIONS_PER_PACKET; i++) {
      byte[] mutant = mutate(golden, random);
      try {
        readEverything(DhcpDecoder.decode(mutant), mutant.length);
      } catch (WireException expected) {
        assertThat(expected.offset()).isBetween(0, mutant.length);
      } catch (RuntimeException escaped) {
        throw new AssertionError("packet " + HexFormat.of().formatHex(mutant), escaped);
      }
    }
  }

  /**
   * Typed reads of every table row, and the way back to bytes, may fail with nothing but a
   * WireException either.
   */
  private static void readEverything(DhcpMessage message, int length) throws WireException {
    for (DhcpOption<?> option : DhcpOption.table()) {
      try {
        message.options().get(option);
      } catch (WireException malformed) {
        assertThat(malformed.offset()).isBetween(0, length);
      }
    }
    Layout layout = Layout.forClient(message);
    assertThat(DhcpDecoder.decode(DhcpEncoder.encode(message, layout))).isEqualTo(message);
  }

  private static byte[] mutate(byte[] golden, Random random) {
    byte[] mutant =
        Arrays.copyOf(
            golden, random.nextInt(8) == 0 ? random.nextInt(golden.length + 64) : golden.length);
    int changes = 1 + random.nextInt(8);
    for (int i = 0; i < changes && mutant.length > 0; i++) {
      boolean inOptions = mutant.length > 240 && random.nextInt(4) != 0;
      int at =
          inOptions ? 240 + random.nextInt(mutant.length - 240) : random.nextInt(mutant.length);
      mutant[at] =
          (byte)
              (random.nextInt(3) == 0
                  ? new int[] {0, 1, 52, 82, 255}[random.nextInt(5)]
                  : random.nextInt(256));
    }
    return mutant;
  }

  private static byte[] packet(String optionsHex) {
    byte[] options = HexFormat.of().parseHex(optionsHex);
    byte[] packet = Arrays.copyOf(GoldenPackets.read("ipxe-discover"), 240 + options.length);
    System.arraycopy(options, 0, packet, 240, options.length);
    return packet;
  }

  private static void assertFault(byte[] packet, int offset) {
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> DhcpDecoder.decode(packet))
        .satisfies(fault -> assertThat(fault.offset()).isEqualTo(offset))
        .satisfies(fault -> assertThat(fault.getMessage()).endsWith("at byte " + offset));
  }
}
