package io.ironwake.tftp;

import static io.ironwake.tftp.FakeWire.client;
import static io.ironwake.tftp.FakeWire.read;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.FileAnswer;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a name and a mode to bytes or an error, seen through the door. */
class GrantsTest {
  private static final byte[] CONTENT = "0123456789".repeat(100).getBytes(US_ASCII);

  @TempDir Path folder;

  private final FakeWire wire = new FakeWire(3);

  @BeforeEach
  void aFile() {
    wire.files.put("n/x.efi", new FileAnswer.Bytes(CONTENT));
  }

  private static ErrorPacket theError(List<TftpPacket> packets) {
    assertThat(packets).hasSize(1).hasOnlyElementsOfType(ErrorPacket.class);
    return (ErrorPacket) packets.getFirst();
  }

  private static Data data(int block, int from, int to) {
    return new Data(block, Arrays.copyOfRange(CONTENT, from, to));
  }

  @ParameterizedTest
  @CsvSource({"1,NotFound", "2,Refused", "0,Trouble"})
  void theGatesNoIsAnErrorWithItsReason(int code, String kind) {
    wire.files.put(
        "no",
        switch (kind) {
          case "NotFound" -> new FileAnswer.NotFound("because");
          case "Refused" -> new FileAnswer.Refused("because");
          default -> new FileAnswer.Trouble("because");
        });

    wire.receive(client(2070), read("no"));

    assertThat(wire.take()).containsExactly(new ErrorPacket(code, "because"));
    assertThat(wire.door.active()).isZero();
  }

  @Test
  void aReasonNeverBreaksThePacketOrTheLogLine() {
    wire.files.put("no", new FileAnswer.Trouble("line\r\nsplit \u20AC " + "x".repeat(500)));

    wire.receive(client(2070), read("no"));

    assertThat(theError(wire.take()).text()).startsWith("line??split ? xxx").hasSize(120);
  }

  @Test
  void aNameWithGarbageAtItsEndFindsItsFile() {
    wire.receive(client(2070), read("\\n\\x.efi\u00FF\u00FF"));

    assertThat(wire.take()).hasSize(1).hasOnlyElementsOfType(Data.class);
  }

  @Test
  void netasciiIsTranslatedAndItsSizeIsTheTranslatedOne() {
    wire.files.put("t", new FileAnswer.Bytes("a\nb".getBytes(US_ASCII)));

    wire.receive(
        client(2070), new ReadRequest("t", "NetASCII", List.of(new TftpOption("tsize", "0"))));
    wire.receive(client(2070), new Ack(0));

    assertThat(wire.take())
        .containsExactly(
            new OptionAck(List.of(new TftpOption("tsize", "4"))),
            new Data(1, "a\r\nb".getBytes(US_ASCII)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mail", "binary", "octets"})
  void otherModesAreRefusedInWords(String mode) {
    wire.receive(client(2070), new ReadRequest("n/x.efi", mode, List.of()));

    ErrorPacket error = theError(wire.take());
    assertThat(error.code()).isZero();
    assertThat(error.text()).contains("octet").contains("netascii");
  }

  @Test
  void aFileOnDiskIsReadThroughOneOpenHandle() throws IOException {
    Path file = Files.write(folder.resolve("f"), CONTENT);
    wire.files.put("f", new FileAnswer.OnDisk(file, CONTENT.length));
    wire.receive(client(2070), read("f"));

    Files.move(
        Files.write(folder.resolve("new"), new byte[3000]), file, StandardCopyOption.ATOMIC_MOVE);
    wire.receive(client(2070), new Ack(1));

    assertThat(wire.take()).containsExactly(data(1, 0, 512), data(2, 512, 1000));
  }

  @Test
  void aFileThatShrinksOrVanishesIsOurTrouble() throws IOException {
    byte[] large = new byte[3 * FileCache.PIECE];
    Path file = Files.write(folder.resolve("f"), large);
    wire.files.put("f", new FileAnswer.OnDisk(file, large.length));
    wire.receive(client(2070), read("f", "blksize=1432"));
    wire.receive(client(2070), new Ack(0));
    Files.write(file, new byte[3]);
    int acked = 0;
    while (wire.door.active() == 1) {
      wire.take();
      wire.receive(client(2070), new Ack(++acked));
    }
    assertThat(theError(wire.take()).code()).isZero();
    assertThat(acked).as("what was in memory is sent").isEqualTo(FileCache.PIECE / 1432);

    Files.delete(file);
    wire.receive(client(2070), read("f"));
    assertThat(theError(wire.take()).code()).isEqualTo(1);
  }
}
