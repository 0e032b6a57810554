package io.ironwake.tftp;

import static io.ironwake.tftp.FakeWire.MS;
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
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One socket's worth of clients against a fake gate. */
class TftpDoorTest {
  private static final String NONCE = "AAECAwQFBgcICQoLDA0ODxAREhM";
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

  @Test
  void aFileGoesOutBlockByBlock() {
    wire.receive(client(2070), read("/n/x.efi"));
    wire.receive(client(2070), new Ack(1));
    wire.receive(client(2070), new Ack(2));

    assertThat(wire.take()).containsExactly(data(1, 0, 512), data(2, 512, 1000));
    assertThat(wire.door.active()).isZero();
    assertThat(wire.count("ironwake.tftp.transfers", "outcome", "complete")).isEqualTo(1);
    assertThat(wire.meters.counter("ironwake.tftp.sent").count()).isEqualTo(1000);
  }

  private static Data data(int block, int from, int to) {
    return new Data(block, java.util.Arrays.copyOfRange(CONTENT, from, to));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../etc/passwd",
        "n/../../etc/passwd",
        "\\..\\boot.ini",
        "n/..\u00FF",
        "a\nb",
        "/"
      })
  void aNameThatClimbsNeverReachesTheGate(String name) {
    wire.receive(client(2070), read(name));

    assertThat(theError(wire.take()).code()).isEqualTo(2);
    assertThat(wire.asked).isEmpty();
  }

  @Test
  void aNameWithGarbageAtItsEndFindsItsFile() {
    wire.receive(client(2070), read("\\n\\x.efi\u00FF\u00FF"));

    assertThat(wire.take()).hasSize(1).hasOnlyElementsOfType(Data.class);
  }

  @Test
  void writingIsRefusedAndARunningTransferGoesOn() {
    wire.receive(client(2070), read("n/x.efi"));
    wire.take();
    wire.receive(client(2070), new WriteRequest("n/x.efi", "octet", List.of()));

    assertThat(theError(wire.take()).code()).isEqualTo(2);
    wire.receive(client(2070), new Ack(1));
    assertThat(wire.take()).hasOnlyElementsOfType(Data.class);
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
        Files.write(folder.resolve("new"), new byte[3000]),
        file,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    wire.receive(client(2070), new Ack(1));

    assertThat(wire.take()).containsExactly(data(1, 0, 512), data(2, 512, 1000));
  }

  @Test
  void aFileThatShrinksOrVanishesIsOurTrouble() throws IOException {
    Path file = Files.write(folder.resolve("f"), CONTENT);
    wire.files.put("f", new FileAnswer.OnDisk(file, CONTENT.length));
    wire.receive(client(2070), read("f"));
    Files.write(file, new byte[3]);
    wire.take();
    wire.receive(client(2070), new Ack(1));
    assertThat(theError(wire.take()).code()).isZero();
    assertThat(wire.door.active()).isZero();

    Files.delete(file);
    wire.receive(client(2070), read("f"));
    assertThat(theError(wire.take()).code()).isEqualTo(1);
  }

  @Test
  void probingTheSizeAndLeavingIsNormalAndForgottenAtOnce() {
    wire.receive(client(2070), read("n/x.efi", "tsize=0", "blksize=1468", "windowsize=4"));
    wire.receive(client(2070), new ErrorPacket(8, "User aborted the transfer"));
    assertThat(wire.door.active()).isZero();
    assertThat(wire.count("ironwake.tftp.transfers", "outcome", "probed")).isEqualTo(1);
    wire.take();

    wire.receive(client(2070), read("n/x.efi", "blksize=1468"));
    assertThat(wire.take())
        .containsExactly(new OptionAck(List.of(new TftpOption("blksize", "1468"))));
  }

  @Test
  void clientsBehindOneAddressAreToldApartByPort() {
    wire.files.put("other", new FileAnswer.Bytes(new byte[] {7}));
    wire.receive(client(1), read("n/x.efi"));
    wire.receive(client(2), read("other"));
    wire.take();

    wire.receive(client(1), new Ack(1));
    assertThat(wire.take()).containsExactly(data(2, 512, 1000));
    wire.receive(client(2), new Ack(1));
    assertThat(wire.door.active()).isEqualTo(1);
  }

  @Test
  void aPacketForNoTransferIsNotAnswered() {
    for (TftpPacket packet :
        List.of(new Ack(1), new Data(1, new byte[1]), new ErrorPacket(5, ""), new Ack(0))) {
      wire.receive(client(2070), packet);
    }

    assertThat(wire.take()).isEmpty();
    assertThat(wire.meters.counter("ironwake.tftp.dropped", "why", "stray").count()).isEqualTo(4);
  }

  @Test
  void aClientThatStartsOverOnTheSamePortIsServedAgain() {
    wire.receive(client(2070), read("n/x.efi"));
    wire.receive(client(2070), new Ack(1));
    wire.take();

    wire.receive(client(2070), read("n/x.efi"));
    assertThat(wire.take()).as("a stray copy of the request").isEmpty();

    wire.now += 2000 * MS;
    wire.receive(client(2070), read("n/x.efi"));
    assertThat(wire.take()).containsExactly(data(1, 0, 512));
    assertThat(wire.count("ironwake.tftp.transfers", "outcome", "replaced")).isEqualTo(1);
    assertThat(wire.door.active()).isEqualTo(1);
  }

  @Test
  void anotherRequestOnTheSamePortReplacesTheFirstAtOnce() {
    wire.receive(client(2070), read("n/x.efi"));
    wire.receive(client(2070), read("n/x.efi", "blksize=1000"));

    assertThat(wire.take()).hasSize(2).last().isInstanceOf(OptionAck.class);
    assertThat(wire.door.active()).isEqualTo(1);
  }

  @Test
  void aFullDoorDropsTheOldestUnansweredButNoneThatMoves() {
    for (int port = 1; port <= 3; port++) {
      wire.receive(client(port), read("n/x.efi"));
    }
    wire.receive(client(1), new Ack(1));
    wire.receive(client(4), read("n/x.efi"));
    assertThat(wire.count("ironwake.tftp.transfers", "outcome", "evicted")).isEqualTo(1);
    wire.receive(client(3), new Ack(1));
    wire.receive(client(4), new Ack(1));
    wire.take();

    wire.receive(client(5), read("n/x.efi"));
    assertThat(wire.take()).as("all three move").isEmpty();
    assertThat(wire.door.active()).isEqualTo(3);
    assertThat(wire.meters.counter("ironwake.tftp.dropped", "why", "full").count()).isEqualTo(1);
  }

  @Test
  void aSilentClientIsForgotten() {
    wire.receive(client(2070), read("n/x.efi"));
    for (int i = 0; i < 350; i++) {
      wire.pass(100 * MS);
    }

    assertThat(wire.door.active()).isZero();
    assertThat(wire.take()).hasSizeBetween(8, 14).containsOnly(data(1, 0, 512));
  }

  @Test
  void closingTellsTheClients() {
    wire.receive(client(2070), read("n/x.efi"));
    wire.take();
    wire.door.close();

    assertThat(theError(wire.take()).text()).contains("stopping");
    wire.receive(client(2071), read("n/x.efi"));
    assertThat(wire.take()).isEmpty();
    assertThat(wire.door.active()).isZero();
  }

  @Test
  void noLogLineHoldsANonceAndEachTransferHasOne() {
    wire.files.put(NONCE + "/x.efi", new FileAnswer.Bytes(CONTENT));
    List<String> lines = new ArrayList<>();
    Handler handler = collecting(lines);
    Logger logger = Logger.getLogger("io.ironwake.tftp");
    logger.addHandler(handler);
    logger.setLevel(Level.ALL);
    try {
      wire.receive(client(2070), read(NONCE + "/x.efi", "blksize=1468"));
      wire.receive(client(2070), new Ack(0));
      wire.receive(client(2070), new Ack(1));
      wire.receive(client(2071), read(NONCE + "/missing"));
      wire.receive(client(2071), read(NONCE));
      wire.receive(client(2071), read(NONCE + "/"));
      wire.receive(client(2071), read(NONCE + "/../x"));
      wire.receive(client(2071), new WriteRequest(NONCE, "octet", List.of()));
      wire.receive(client(2071), ("\0\1" + NONCE).getBytes(US_ASCII));
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(lines)
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).doesNotContain(NONCE.substring(0, 6)));
    assertThat(lines)
        .contains(
            "tftp finish client=10.0.0.5:2070 file=x.efi bytes=1000 blocks=1 retransmits=0 ms=0"
                + " outcome=complete",
            "tftp denied client=10.0.0.5:2071 file=missing code=1 reason=\"no such file\"");
  }

  private static Handler collecting(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(new java.util.logging.SimpleFormatter().formatMessage(line));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
