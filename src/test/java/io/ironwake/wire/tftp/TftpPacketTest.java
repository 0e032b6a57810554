package io.ironwake.wire.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden packets both ways, what is tolerated, and what is not. */
class TftpPacketTest {
  /** Bytes with one character each; {@code |} stands for NUL. */
  private static byte[] bytes(String text) {
    return text.replace('|', '\0').getBytes(ISO_8859_1);
  }

  static Stream<Arguments> golden() {
    return Stream.of(
        Arguments.of("|\1snponly.efi|octet|", new ReadRequest("snponly.efi", "octet", List.of())),
        Arguments.of(
            "|\1n/snponly.efi|octet|tsize|0|blksize|1468|windowsize|4|",
            new ReadRequest(
                "n/snponly.efi",
                "octet",
                options("tsize", "0", "blksize", "1468", "windowsize", "4"))),
        Arguments.of(
            "|\1x|OcTeT|BlkSize|1|BLKSIZE|2|",
            new ReadRequest("x", "OcTeT", options("BlkSize", "1", "BLKSIZE", "2"))),
        Arguments.of("|\2x|netascii|", new WriteRequest("x", "netascii", List.of())),
        Arguments.of("|\3\377\376abc", new Data(0xFFFE, bytes("abc"))),
        Arguments.of("|\3||", new Data(0, new byte[0])),
        Arguments.of("|\4\1|", new Ack(256)),
        Arguments.of(
            "|\5|\1no such file|", ErrorPacket.of(TftpError.FILE_NOT_FOUND, "no such file")),
        Arguments.of("|\5|\10|", ErrorPacket.of(TftpError.OPTIONS_REFUSED, "")),
        Arguments.of(
            "|\6tsize|1024|blksize|1468|",
            new OptionAck(options("tsize", "1024", "blksize", "1468"))));
  }

  private static List<TftpOption> options(String... namesAndValues) {
    return Stream.iterate(0, i -> i < namesAndValues.length, i -> i + 2)
        .map(i -> new TftpOption(namesAndValues[i], namesAndValues[i + 1]))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("golden")
  void goldenPacketsReadAndWriteByteForByte(String wire, TftpPacket packet) throws WireException {
    assertThat(TftpPacket.decode(bytes(wire))).isEqualTo(packet);
    assertThat(packet.encode()).isEqualTo(bytes(wire));
  }

  static Stream<Arguments> tolerated() {
    return Stream.of(
        Arguments.of(
            "mode without its NUL", "|\1x|octet", new ReadRequest("x", "octet", List.of())),
        Arguments.of(
            "value without its NUL",
            "|\1x|octet|tsize|0",
            new ReadRequest("x", "octet", options("tsize", "0"))),
        Arguments.of(
            "name without a value", "|\1x|octet|tsize|", new ReadRequest("x", "octet", List.of())),
        Arguments.of(
            "name without NUL or value",
            "|\1x|octet|tsize",
            new ReadRequest("x", "octet", List.of())),
        Arguments.of(
            "padding",
            "|\1x|octet|tsize|0||||",
            new ReadRequest("x", "octet", options("tsize", "0"))),
        Arguments.of(
            "an empty value",
            "|\1x|octet|tsize||",
            new ReadRequest("x", "octet", options("tsize", ""))),
        Arguments.of(
            "0xFF after the name",
            "|\1x\377\377|octet|",
            new ReadRequest("x\u00FF\u00FF", "octet", List.of())),
        Arguments.of("octets after an ACK", "|\4|\7||", new Ack(7)),
        Arguments.of("an error without text", "|\5|\0", new ErrorPacket(0, "")),
        Arguments.of("an error text without its NUL", "|\5|\0abort", new ErrorPacket(0, "abort")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tolerated")
  void whatFirmwareGetsNearlyRightIsRead(String what, String wire, TftpPacket packet)
      throws WireException {
    assertThat(TftpPacket.decode(bytes(wire))).as(what).isEqualTo(packet);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 0; opcode is cut off",
        "'|'; 1; opcode is cut off",
        "'||'; 0; opcode 0",
        "'|\7'; 0; opcode 7",
        "'\7\1x|octet|'; 0; opcode 1793",
        "'|\1'; 2; file name is missing",
        "'|\1|octet|'; 2; file name is missing",
        "'|\1x'; 3; mode is missing",
        "'|\1x|'; 4; mode is missing",
        "'|\1x||'; 4; mode is missing",
        "'|\3|'; 3; block number is cut off",
        "'|\4'; 2; block number is cut off",
        "'|\5|'; 3; error code is cut off"
      })
  void anythingElseIsRefusedWithItsOffset(String wire, int offset, String why) {
    assertThatThrownBy(() -> TftpPacket.decode(bytes(wire)))
        .isInstanceOfSatisfying(WireException.class, e -> assertThat(e.offset()).isEqualTo(offset))
        .hasMessageContaining(why);
  }

  @Test
  void theFirstOfTwoEqualOptionsCounts() {
    ReadRequest request =
        new ReadRequest("x", "octet", options("BlkSize", "1468", "blksize", "512"));

    assertThat(request.option("blksize")).contains(new TftpOption("BlkSize", "1468"));
  }

  @Test
  void aPacketDoesNotAliasTheBufferItWasReadFrom() throws WireException {
    byte[] buffer = bytes("|\3|\1abc");
    Data data = (Data) TftpPacket.decode(buffer);
    buffer[4] = 'X';
    data.payload()[1] = 'X';

    assertThat(data.payload()).isEqualTo(bytes("abc"));
  }

  @Test
  void whatTheWireCannotCarryIsRefusedWhenBuilt() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Data(0x10000, new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ack(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ErrorPacket(0x10000, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErrorPacket(0, "\u20AC"))
        .withMessageContaining("U+20AC");
    assertThatIllegalArgumentException().isThrownBy(() -> new TftpOption("a\0b", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new TftpOption("", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReadRequest("", "octet", List.of()));
  }
}
