package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ironwake.tftp.Action.Finish;
import io.ironwake.tftp.Action.Send;
import io.ironwake.tftp.Action.SendBlocks;
import io.ironwake.tftp.Transfer.Step;
import io.ironwake.wire.tftp.Negotiation;
import io.ironwake.wire.tftp.TftpError;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conformance of the sender, step by step. */
class TransferTest {
  private static final long MS = Duration.ofMillis(1).toNanos();
  private static final long SECOND = 1000 * MS;

  /** Far from zero and about to overflow, as a monotonic clock may be. */
  private static final long START = Long.MAX_VALUE - 2 * SECOND;

  private static TransferPlan plan(long size, String... options) {
    List<TftpOption> asked = new ArrayList<>();
    for (String option : options) {
      asked.add(new TftpOption(option.split("=")[0], option.split("=")[1]));
    }
    Negotiation agreed =
        Negotiation.of(
            new ReadRequest("x", "octet", asked), size, Negotiation.Most.onPath(1500, 64));
    return TransferPlan.of(agreed, size, Rollover.TO_ZERO);
  }

  private static Transfer begun(TransferPlan plan) {
    return Transfer.begin(plan, START).next();
  }

  /** The state with that block on its way, each earlier one acknowledged after a millisecond. */
  private static Transfer at(long block, TransferPlan plan) {
    Transfer transfer = begun(plan);
    for (int i = 1; transfer.block() < block; i++) {
      transfer =
          transfer
              .receive(new Ack(transfer.plan().number(transfer.block())), START + i * MS)
              .next();
    }
    return transfer;
  }

  private static Action block(long block) {
    return new SendBlocks(block, block);
  }

  private static List<Action> actions(Step step) {
    return step.actions();
  }

  @ParameterizedTest(name = "{0} bytes in blocks of 512: {1} blocks, the last of {2}")
  @CsvSource({
    "0,1,0",
    "1,1,1",
    "511,1,511",
    "512,2,0",
    "513,2,1",
    "1024,3,0",
    "33553920,65536,0",
    "33554432,65537,0"
  })
  void theLastBlockIsTheFirstThatIsNotFull(long size, long blocks, int last) {
    TransferPlan plan = plan(size);

    assertThat(plan.lastBlock()).isEqualTo(blocks);
    assertThat(plan.length(blocks)).isEqualTo(last);
    assertThat(plan.firstBlock()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 511, 512, 513, 1025})
  void everyBlockIsSentOnceAndInOrder(long size) {
    TransferPlan plan = plan(size);
    List<Action> sent = new ArrayList<>();
    Step step = Transfer.begin(plan, START);
    sent.addAll(step.actions());
    for (int block = 1; block <= plan.lastBlock(); block++) {
      step = step.next().receive(new Ack(block), START + block * MS);
      sent.addAll(step.actions());
    }

    assertThat(sent).hasSize((int) plan.lastBlock() + 1).endsWith(new Finish(Outcome.COMPLETE));
    for (int block = 1; block <= plan.lastBlock(); block++) {
      assertThat(sent.get(block - 1)).isEqualTo(block(block));
    }
  }

  @Test
  void withOptionsTheOackComesFirstAndAckZeroStartsTheFile() {
    TransferPlan plan = plan(2000, "tsize=0", "blksize=1468");
    Step first = Transfer.begin(plan, START);
    OptionAck oack =
        new OptionAck(List.of(new TftpOption("tsize", "2000"), new TftpOption("blksize", "1468")));

    assertThat(actions(first)).containsExactly(new Send(oack));
    assertThat(actions(first.next().receive(new Ack(0), START))).containsExactly(block(1));
    assertThat(plan.lastBlock()).isEqualTo(2);
    assertThat(plan.length(2)).isEqualTo(532);
  }

  @Test
  void withoutOptionsAckZeroMeansNothing() {
    assertThat(actions(begun(plan(100)).receive(new Ack(0), START))).isEmpty();
  }

  @ParameterizedTest(name = "block {0} on its way, ACK {1} arrives")
  @CsvSource({
    "5,4",
    "5,3",
    "5,0",
    "5,6",
    "5,65535",
    "1,0",
    "1,2",
    "65536,65535",
    "65536,1",
    "65537,0",
    "65537,2"
  })
  void duplicateDelayedAndInventedAcksSendNothing(long block, int ack) {
    Transfer transfer = at(block, plan(40_000_000));

    Step step = transfer.receive(new Ack(ack), START + SECOND);

    assertThat(actions(step)).isEmpty();
    assertThat(step.next()).isEqualTo(transfer);
  }

  @Test
  void afterBlock65535ComesZero() {
    TransferPlan plan = plan(40_000_000);
    Step step = at(65535, plan).receive(new Ack(65535), START);
    assertThat(actions(step)).containsExactly(block(65536));
    assertThat(plan.number(65536)).isZero();
    assertThat(plan.offset(65536)).isEqualTo(65535L * 512);

    step = step.next().receive(new Ack(0), START);
    assertThat(actions(step)).containsExactly(block(65537));
    assertThat(plan.number(65537)).isEqualTo(1);
  }

  @ParameterizedTest(name = "block {0} of 3")
  @ValueSource(longs = {1, 2, 3})
  void aLostBlockOrAckIsRepeatedByTheClock(long block) {
    Transfer transfer = at(block, plan(1024));
    assertThat(actions(transfer.tick(transfer.deadline() - 1))).isEmpty();

    Step again = transfer.tick(transfer.deadline());

    assertThat(actions(again)).containsExactly(block(block));
    assertThat(again.next().retransmits()).isEqualTo(1);
    assertThat(actions(again.next().receive(new Ack((int) block), START + SECOND)))
        .containsExactly(block == 3 ? new Finish(Outcome.COMPLETE) : block(block + 1));
  }

  @Test
  void aLostOackIsRepeatedByTheClockAndByTheRequest() {
    Transfer transfer = begun(plan(1024, "blksize=512"));
    Send oack = new Send(new OptionAck(List.of(new TftpOption("blksize", "512"))));

    assertThat(actions(transfer.tick(transfer.deadline()))).containsExactly(oack);
    assertThat(actions(transfer.requestedAgain(START + MS))).containsExactly(oack);
  }

  @Test
  void aCopyOfTheRequestDoesNotDisturbARunningTransfer() {
    Transfer transfer = at(2, plan(1024));

    assertThat(actions(transfer.requestedAgain(START + MS))).isEmpty();
    assertThat(transfer.mayRestart(transfer.progressAt() + 2 * SECOND - 1)).isFalse();
    assertThat(transfer.mayRestart(transfer.progressAt() + 2 * SECOND)).isTrue();
    assertThat(begun(plan(1024)).mayRestart(START + 10 * SECOND)).isFalse();
  }

  @Test
  void theClockBacksOffAndGivesUpAfterHalfAMinute() {
    Transfer transfer = begun(plan(100));
    List<Long> waits = new ArrayList<>();
    Step step = new Step(transfer, List.of());
    while (!step.actions().contains(new Finish(Outcome.TIMED_OUT))) {
      long deadline = step.next().deadline();
      waits.add((deadline - step.next().sentAt()) / MS);
      step = step.next().tick(deadline);
    }

    assertThat(waits).startsWith(1000L, 2000L, 3000L, 3000L).hasSizeBetween(10, 14);
    assertThat(actions(step)).containsExactly(new Finish(Outcome.TIMED_OUT));
    assertThat(step.next().deadline() - START).isBetween(30 * SECOND, 34 * SECOND);
  }

  @Test
  void theTimeoutOfTheClientIsTheFirstAndTheLongestWait() {
    Transfer transfer = begun(plan(100, "timeout=5"));
    assertThat(transfer.deadline() - START).isEqualTo(5 * SECOND);

    Transfer again = transfer.tick(transfer.deadline()).next();
    assertThat(again.deadline() - again.sentAt()).isEqualTo(5 * SECOND);

    Transfer patient = begun(plan(100, "timeout=60"));
    assertThat(actions(patient.tick(START + 239 * SECOND)))
        .hasSize(1)
        .doesNotContain(new Finish(Outcome.TIMED_OUT));
    assertThat(actions(patient.tick(START + 240 * SECOND)))
        .containsExactly(new Finish(Outcome.TIMED_OUT));
  }

  @Test
  void afterALossTheDoubledTimeoutStaysUntilACleanExchange() {
    Transfer transfer = at(3, plan(10_000));
    long clean = transfer.deadline() - transfer.sentAt();
    Transfer resent = transfer.tick(transfer.deadline()).next();
    Transfer next = resent.receive(new Ack(3), resent.sentAt() + MS).next();
    assertThat(next.deadline() - next.sentAt()).isEqualTo(2 * clean);

    Transfer recovered = next.receive(new Ack(4), next.sentAt() + MS).next();
    assertThat(recovered.deadline() - recovered.sentAt()).isEqualTo(clean);
  }

  @ParameterizedTest(name = "error {1} while block {0} is on its way: {2}")
  @CsvSource({
    "0,8,PROBED",
    "0,0,PROBED",
    "1,8,PROBED",
    "1,0,PROBED",
    "0,3,ABORTED",
    "2,0,ABORTED",
    "2,8,ABORTED",
    "2,3,ABORTED"
  })
  void anErrorEndsTheTransferWithoutAnAnswer(long block, int code, Outcome outcome) {
    Transfer transfer = at(block, plan(10_000, "tsize=0"));

    assertThat(actions(transfer.receive(new ErrorPacket(code, "bye"), START)))
        .containsExactly(new Finish(outcome));
  }

  @Test
  void whatAReaderDoesNotSendIsAnIllegalOperation() {
    for (TftpPacket illegal : List.of(new Data(1, new byte[3]), new OptionAck(List.of()))) {
      List<Action> actions = actions(at(2, plan(10_000)).receive(illegal, START));

      assertThat(actions).hasSize(2).endsWith(new Finish(Outcome.VIOLATED));
      assertThat(((ErrorPacket) ((Send) actions.getFirst()).packet()).code())
          .isEqualTo(TftpError.ILLEGAL_OPERATION.code());
    }
  }

  @Test
  void ourOwnTroubleIsErrorZeroWithAText() {
    assertThat(actions(begun(plan(1)).broken("disk gone")))
        .containsExactly(new Send(new ErrorPacket(0, "disk gone")), new Finish(Outcome.BROKEN));
  }

  @Test
  void acknowledgedBytesAreThoseBeforeTheBlockOnItsWay() {
    assertThat(begun(plan(2000, "tsize=0")).acknowledgedBytes()).isZero();
    assertThat(at(1, plan(2000)).acknowledgedBytes()).isZero();
    assertThat(at(3, plan(2000)).acknowledgedBytes()).isEqualTo(1024);
  }

  @Test
  void aPlanWithoutBlocksIsRefused() {
    TransferPlan plan = plan(1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TransferPlan(
                    1, 0, 1, plan.timeoutSeconds(), plan.optionAck(), Rollover.TO_ZERO));
  }
}
