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
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One socket's worth of clients against a fake gate. */
class TftpDoorTest {
  private static final byte[] CONTENT = "0123456789".repeat(100).getBytes(US_ASCII);

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

  @Test
  void aFileOfMoreThan65535BlocksRollsOverToZeroAndArrivesWhole() {
    byte[] content = new byte[65_600 * 8 + 3];
    new Random(1).nextBytes(content);
    wire.files.put("large", new FileAnswer.Bytes(content));
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    wire.receive(client(2070), read("large", "blksize=8"));
    wire.take();
    wire.receive(client(2070), new Ack(0));

    for (int block = 1; block <= 65_601; block++) {
      Data data = (Data) wire.take().getFirst();
      assertThat(data.block()).isEqualTo(block % 65536);
      received.writeBytes(data.payload());
      wire.receive(client(2070), new Ack(data.block()));
    }

    assertThat(received.toByteArray()).isEqualTo(content);
    assertThat(wire.door.active()).isZero();
  }

  private static Data data(int block, int from, int to) {
    return new Data(block, Arrays.copyOfRange(CONTENT, from, to));
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
  void anAnswerThatTakesTimeIsSentWhenItComesAndAskedForOnce() {
    CompletableFuture<FileAnswer> answer = new CompletableFuture<>();
    wire.slow.put("n/grub.cfg", answer);
    wire.receive(client(2070), read("n/grub.cfg"));
    wire.pass(1000 * MS);
    wire.receive(client(2070), read("n/grub.cfg"));
    wire.receive(client(2071), read("n/x.efi"));

    assertThat(wire.take()).as("others are served meanwhile").containsExactly(data(1, 0, 512));
    assertThat(wire.asked).containsExactly("n/grub.cfg", "n/x.efi");

    answer.complete(new FileAnswer.Bytes("late".getBytes(US_ASCII)));

    assertThat(wire.take()).containsExactly(new Data(1, "late".getBytes(US_ASCII)));
  }

  @Test
  void anAnswerThatComesTooLateIsNotSentAndTheNextRequestAsksAnew() {
    CompletableFuture<FileAnswer> answer = new CompletableFuture<>();
    wire.slow.put("n/grub.cfg", answer);
    wire.receive(client(2070), read("n/grub.cfg"));
    wire.pass(20_000 * MS);

    answer.complete(new FileAnswer.Bytes("late".getBytes(US_ASCII)));

    assertThat(wire.take()).isEmpty();
    assertThat(wire.door.active()).isZero();
    wire.receive(client(2070), read("n/grub.cfg"));
    assertThat(wire.take()).containsExactly(new Data(1, "late".getBytes(US_ASCII)));
  }

  @Test
  void requestsThatAreBeingDecidedCountAsTransfers() {
    for (int port = 1; port <= 5; port++) {
      wire.slow.put("n/" + port, new CompletableFuture<>());
      wire.receive(client(port), read("n/" + port));
    }

    assertThat(wire.asked).hasSize(3);
    assertThat(wire.count("ironwake.tftp.dropped", "why", "full")).isEqualTo(2);
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
}
