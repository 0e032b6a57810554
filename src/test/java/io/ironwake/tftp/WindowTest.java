package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.tftp.Action.Finish;
import io.ironwake.tftp.Action.SendBlocks;
import io.ironwake.tftp.Transfer.Step;
import io.ironwake.wire.tftp.Negotiation;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7440, step by step: windows of four blocks of 512 bytes. */
class WindowTest {
  private static final long MS = Duration.ofMillis(1).toNanos();

  private static Transfer windows(long size, Rollover rollover) {
    ReadRequest request = new ReadRequest("x", "octet", List.of(new TftpOption("windowsize", "4")));
    Negotiation agreed = Negotiation.of(request, size, Negotiation.Most.onPath(1500, 64));
    return Transfer.begin(TransferPlan.of(agreed, size, rollover), 0).next();
  }

  /** The state with the window from that block on its way, reached in clean exchanges. */
  private static Transfer at(long block, long size) {
    return at(block, windows(size, Rollover.TO_ZERO));
  }

  private static Transfer at(long block, Transfer begun) {
    Transfer transfer = begun;
    for (int i = 1; transfer.block() < block; i++) {
      transfer = transfer.receive(new Ack(transfer.plan().number(transfer.last())), i * MS).next();
    }
    return transfer;
  }

  private static Step ack(Transfer transfer, int number) {
    return transfer.receive(new Ack(number), transfer.sentAt() + MS);
  }

  @Test
  void theOackGoesAloneAndAckZeroStartsTheFirstWindow() {
    Transfer begun = windows(10_000, Rollover.TO_ZERO);

    assertThat(begun.last()).isZero();
    assertThat(ack(begun, 0).actions()).containsExactly(new SendBlocks(1, 4));
  }

  @Test
  void theAckOfTheLastBlockStartsTheNextWindow() {
    assertThat(ack(at(5, 10_000), 8).actions()).containsExactly(new SendBlocks(9, 12));
  }

  @ParameterizedTest(name = "{0} bytes: the last window from {1} to {2}")
  @CsvSource({"0,1,1", "511,1,1", "512,1,2", "2047,1,4", "2048,5,5", "2560,5,6"})
  void theLastWindowIsShortAndItsLastAckEndsTheTransfer(long size, long first, long last) {
    Transfer transfer = at(first, size);

    assertThat(transfer.last()).isEqualTo(last);
    assertThat(ack(transfer, (int) last).actions()).containsExactly(new Finish(Outcome.COMPLETE));
  }

  @ParameterizedTest(name = "ACK {0}: again from {1}")
  @CsvSource({"5,6", "6,7", "7,8"})
  void anAckInsideTheWindowGoesBackToTheBlockAfterIt(int acked, long first) {
    Step step = ack(at(5, 10_000), acked);

    assertThat(step.actions()).containsExactly(new SendBlocks(first, first + 3));
    assertThat(step.next().retransmits()).isEqualTo(8 - acked);
  }

  @Test
  void aRepeatedReportOfLossIsAnsweredOnce() {
    Step back = ack(at(5, 20_000), 6);

    assertThat(ack(back.next(), 6).actions()).isEmpty();
    assertThat(ack(back.next(), 5).actions()).as("an older one").isEmpty();
    assertThat(ack(back.next(), 8).actions())
        .as("the blocks sent again were lost in part")
        .containsExactly(new SendBlocks(9, 12));
  }

  @Test
  void aLostFirstBlockIsSentAgainAtTheFirstReport() {
    Step back = ack(at(5, 20_000), 4);

    assertThat(back.actions()).containsExactly(new SendBlocks(5, 8));
    assertThat(ack(back.next(), 4).actions()).as("reported for each block that followed").isEmpty();
    Step next = ack(back.next(), 8);
    assertThat(next.actions()).containsExactly(new SendBlocks(9, 12));
    assertThat(ack(next.next(), 8).actions()).as("a stray copy made by the repetition").isEmpty();
    Step clean = ack(next.next(), 12);
    assertThat(ack(clean.next(), 12).actions())
        .as("a new report after a clean window")
        .containsExactly(new SendBlocks(13, 16));
  }

  @Test
  void aReportOfLossIsNoProgress() {
    Transfer transfer = at(5, 20_000);

    assertThat(ack(transfer, 4).next().progressAt()).isEqualTo(transfer.progressAt());
    assertThat(ack(transfer, 5).next().progressAt()).isGreaterThan(transfer.progressAt());
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 3, 0, 65_535})
  void acksFromElsewhereSendNothing(int number) {
    assertThat(ack(at(5, 20_000), number).actions()).isEmpty();
  }

  @Test
  void theClockSendsTheWindowAgainFromTheFirstBlockNotAcknowledged() {
    Transfer transfer = ack(at(5, 20_000), 6).next();

    Step again = transfer.tick(transfer.deadline());

    assertThat(again.actions()).containsExactly(new SendBlocks(7, 10));
    assertThat(again.next().doublings()).isEqualTo(1);
    assertThat(ack(again.next(), 6).actions()).isEmpty();
  }

  @Test
  void repeatedWindowsAreNotMeasured() {
    Transfer transfer = at(5, 20_000);
    Transfer repeated = transfer.tick(transfer.deadline()).next();

    assertThat(ack(repeated, 8).next().pace()).isEqualTo(transfer.pace());
    assertThat(ack(ack(repeated, 8).next(), 12).next().doublings()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"TO_ZERO", "TO_ONE"})
  void aWindowAcrossTheRolloverIsOneWindow(Rollover rollover) {
    Transfer transfer = at(65_533, windows(40_000_000, rollover));
    int next = rollover == Rollover.TO_ZERO ? 0 : 1;

    assertThat(transfer.last()).isEqualTo(65_536);
    assertThat(transfer.plan().number(65_535)).isEqualTo(65_535);
    assertThat(transfer.plan().number(65_536)).isEqualTo(next);
    assertThat(ack(transfer, next).actions()).containsExactly(new SendBlocks(65_537, 65_540));
    assertThat(ack(transfer, 65_535).actions()).containsExactly(new SendBlocks(65_536, 65_539));
    assertThat(ack(transfer, 65_532).actions()).containsExactly(new SendBlocks(65_533, 65_536));
  }

  @Test
  void whereTheNumberRollsOverToOneZeroIsTheOackAlone() {
    Transfer transfer = at(65_533, windows(40_000_000, Rollover.TO_ONE));

    assertThat(ack(transfer, 0).actions()).isEmpty();
    assertThat(ack(windows(9000, Rollover.TO_ONE), 0).actions())
        .containsExactly(new SendBlocks(1, 4));
  }
}
