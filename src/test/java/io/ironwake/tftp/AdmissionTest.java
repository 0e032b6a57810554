package io.ironwake.tftp;

import static io.ironwake.tftp.FakeWire.MS;
import static io.ironwake.tftp.FakeWire.client;
import static io.ironwake.tftp.FakeWire.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.FileAnswer;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two transfers move, one to an address; the first packets of the others wait. */
class AdmissionTest {
  private final FakeWire wire = wire(2, 1, 100);

  private static FakeWire wire(int moving, int perAddress, int known) {
    FakeWire wire = new FakeWire(new TftpSettings.Limits(moving, perAddress, known));
    wire.files.put("f", new FileAnswer.Bytes(new byte[600]));
    return wire;
  }

  /** Who was sent something since the last call. */
  private List<InetSocketAddress> served() {
    List<InetSocketAddress> to = new ArrayList<>();
    wire.sent.forEach(each -> to.add(each.to()));
    wire.sent.clear();
    return to;
  }

  private void finish(InetSocketAddress client) {
    wire.receive(client, new Ack(1));
    wire.sent.clear();
    wire.receive(client, new Ack(2));
  }

  private double dropped(String why) {
    return wire.count("ironwake.tftp.dropped", "why", why);
  }

  @Test
  void theFirstPacketsOfTheExcessAreHeldBackAndFollowInOrder() {
    for (int host = 1; host <= 5; host++) {
      wire.receive(client(host, 1), read("f"));
    }
    assertThat(served()).containsExactly(client(1, 1), client(2, 1));
    assertThat(wire.door.waiting()).isEqualTo(3);

    finish(client(2, 1));
    assertThat(served()).containsExactly(client(3, 1));
    finish(client(1, 1));
    finish(client(3, 1));
    assertThat(served()).containsExactly(client(5, 1));
    assertThat(wire.door.waiting()).isZero();
  }

  @Test
  void oneAddressDoesNotTakeThePlacesOfOthersAndAddressesTakeTurns() {
    wire.receive(client(1, 1), read("f"));
    wire.receive(client(1, 2), read("f"));
    wire.receive(client(1, 3), read("f"));
    assertThat(served()).as("one of its own").containsExactly(client(1, 1));

    wire.receive(client(2, 1), read("f"));
    wire.receive(client(3, 1), read("f"));
    assertThat(served()).containsExactly(client(2, 1));

    finish(client(1, 1));
    assertThat(served()).as("first in its turn").containsExactly(client(1, 2));
    finish(client(2, 1));
    assertThat(served()).containsExactly(client(3, 1));
    finish(client(1, 2));
    assertThat(served()).containsExactly(client(1, 3));
  }

  @Test
  void aRequestThatWaitsIsAskedOfTheGateOnceAndAnotherOfItsClientReplacesIt() {
    wire.receive(client(1, 1), read("f"));
    wire.receive(client(1, 2), read("f"));
    wire.receive(client(1, 2), read("f"));
    assertThat(wire.asked).hasSize(2);

    wire.receive(client(1, 2), read("f", "tsize=0"));
    assertThat(wire.door.waiting()).isEqualTo(1);
    wire.take();
    finish(client(1, 1));
    assertThat(wire.take()).containsExactly(new OptionAck(List.of(new TftpOption("tsize", "600"))));
  }

  @Test
  void anErrorNeverWaits() {
    wire.receive(client(1, 1), read("f"));
    wire.take();
    wire.receive(client(1, 2), read("missing"));

    assertThat(wire.take()).containsExactly(new ErrorPacket(1, "no such file"));
  }

  @Test
  void aSilentClientGivesItsPlaceAndIsServedOnWhenItAnswers() {
    wire.receive(client(1, 1), read("f"));
    wire.receive(client(1, 1), new Ack(1));
    wire.receive(client(1, 2), read("f"));
    wire.take();
    wire.pass(50 * MS);
    assertThat(served()).as("repeated once").containsExactly(client(1, 1));
    wire.pass(100 * MS);
    assertThat(served()).containsExactly(client(1, 1), client(1, 2));

    wire.receive(client(1, 1), new Ack(2));
    wire.receive(client(1, 2), new Ack(1));
    wire.receive(client(1, 2), new Ack(2));
    assertThat(wire.door.active()).isZero();
    assertThat(wire.count("ironwake.tftp.transfers", "outcome", "complete")).isEqualTo(2);
  }

  @Test
  void aFloodThatNeverAnswersGivesItsPlacesWithinASecond() {
    for (int host = 10; host < 14; host++) {
      wire.receive(client(host, 1), read("f"));
    }
    wire.receive(client(1, 1), read("f"));
    served();
    wire.pass(1000 * MS);
    wire.pass(1000 * MS);

    assertThat(served()).contains(client(1, 1));
  }

  @Test
  void whoDoesNotAskAgainIsDroppedWithoutAWord() {
    wire.receive(client(1, 1), read("f", "blksize=8"));
    wire.receive(client(1, 2), read("f"));
    wire.receive(client(1, 3), read("f"));
    for (int second = 1; second <= 20; second++) {
      wire.now += 1000 * MS;
      wire.receive(client(1, 1), new Ack(second - 1));
      if (second == 10) {
        wire.receive(client(1, 3), read("f"));
      }
      wire.door.tick();
      assertThat(served()).doesNotContain(client(1, 2), client(1, 3));
    }

    assertThat(dropped("waited")).isEqualTo(1);
    assertThat(wire.door.waiting()).as("the one that asked again").isEqualTo(1);
  }

  @Test
  void whatIsKnownIsBounded() {
    FakeWire small = wire(1, 1, 3);
    small.receive(client(1, 1), read("f"));
    small.receive(client(1, 1), new Ack(1));
    for (int host = 2; host <= 5; host++) {
      small.receive(client(host, 1), read("f"));
    }

    assertThat(small.door.waiting()).isEqualTo(2);
    assertThat(small.count("ironwake.tftp.dropped", "why", "full")).isEqualTo(2);
  }

  @Test
  void closingForgetsThoseWhoWait() {
    wire.receive(client(1, 1), read("f"));
    wire.receive(client(1, 2), read("f"));
    wire.take();
    wire.door.close();

    assertThat(wire.door.waiting()).isZero();
    assertThat(wire.sent).hasSize(1);
  }

  @Test
  void aWindowIsSmallerTheMoreTransfersMove() {
    FakeWire many = wire(1000, 1000, 1000);
    List<String> granted = new ArrayList<>();
    for (int port = 1; port <= 1000; port++) {
      many.receive(client(port), read("f", "windowsize=64"));
      OptionAck oack = (OptionAck) many.take().getFirst();
      granted.add(oack.options().getFirst().value());
    }

    assertThat(granted.getFirst()).isEqualTo("64");
    assertThat(granted.get(255)).isEqualTo("32");
    assertThat(granted.getLast()).isEqualTo("8");
  }

  @Test
  void aClientWhoseNumbersRollOverToOneIsServedSo() {
    wire.treatment = new TftpQuirks.Treatment(Rollover.TO_ONE, 1432, 1);
    wire.files.put("large", new FileAnswer.Bytes(new byte[65_536 * 8 + 1]));
    wire.receive(client(1, 1), read("large", "blksize=8"));
    wire.receive(client(1, 1), new Ack(0));
    for (int block = 1; block <= 65_535; block++) {
      wire.sent.clear();
      wire.receive(client(1, 1), new Ack(block));
    }

    assertThat(wire.take()).containsExactly(new Data(1, new byte[8]));
  }

  @Test
  void aClientWhoseNumbersEndIsToldBeforeItStarts() {
    wire.treatment = new TftpQuirks.Treatment(Rollover.STOP, 1432, 1);
    wire.files.put("fits", new FileAnswer.Bytes(new byte[65_535 * 8 - 1]));
    wire.files.put("large", new FileAnswer.Bytes(new byte[65_535 * 8]));
    wire.receive(client(1, 1), read("fits", "blksize=8"));
    wire.receive(client(2, 1), read("large", "blksize=8"));

    assertThat(wire.take())
        .hasSize(2)
        .last()
        .isInstanceOfSatisfying(
            ErrorPacket.class, error -> assertThat(error.text()).contains("65535"));
    assertThat(wire.door.active()).isEqualTo(1);
    wire.receive(client(2, 1), read("f"));
    assertThat(wire.take()).as("its place is free again").hasSize(1);
  }

  @Test
  void aClientIsGrantedNoMoreThanItsFirmwareTakes() {
    wire.treatment = new TftpQuirks.Treatment(Rollover.TO_ZERO, 1000, 2);
    wire.receive(client(1, 1), read("f", "blksize=1468", "windowsize=4"));

    assertThat(wire.take())
        .containsExactly(
            new OptionAck(
                List.of(new TftpOption("blksize", "1000"), new TftpOption("windowsize", "2"))));
  }
}
