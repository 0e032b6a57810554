package io.ironwake.tftp;

import io.ironwake.net.Pure;
import io.ironwake.tftp.Action.Finish;
import io.ironwake.tftp.Action.Send;
import io.ironwake.tftp.Action.SendBlocks;
import io.ironwake.wire.tftp.TftpError;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.Request;
import java.time.Duration;
import java.util.List;

/**
 * One read transfer, sender's side (RFC 1350 §2, §4, RFC 2347, RFC 7440): each step takes a packet
 * or the time and gives the next state and what to do. One window is on its way at any time: a
 * single packet unless the client asked for more. The ACK of its last block moves on to the next
 * window, the ACK of an earlier one goes back to the block after it.
 *
 * <pre>
 * begin ── options granted ──► OACK ── ACK 0 ──► DATA 1…w ── ACK w ──► … ──► short DATA n ── ACK n ──► complete
 *   └────── none granted ────────────────────────►┘
 * </pre>
 *
 * <p>Times are nanoseconds of one monotonic clock.
 *
 * @param plan what to send
 * @param block the first one not acknowledged, 0 for the OACK
 * @param last the last one on its way
 * @param repeated the highest block that was in a burst with repetitions, -1 before the first
 * @param pace when to send again
 * @param doublings of the timeout, kept until an exchange succeeds without repetition (RFC 6298 §5)
 * @param sentAt when the last burst was sent
 * @param progressAt when the client last moved on
 * @param retransmits blocks sent again in the whole transfer
 */
@Pure
record Transfer(
    TransferPlan plan,
    long block,
    long last,
    long repeated,
    RoundTrip pace,
    int doublings,
    long sentAt,
    long progressAt,
    long retransmits) {
  /** A machine in its power-on test does not answer for a while; nobody waits for longer. */
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

  /** A client that waits long between packets is given as many of its waits. */
  private static final int CLIENT_TIMEOUTS = 4;

  /**
   * Within this time after progress a repeated request is a stray copy, later a client that started
   * over.
   */
  private static final long RESTART_AFTER = Duration.ofSeconds(2).toNanos();

  /** The state after a step and the actions it asks for. */
  @Pure
  record Step(Transfer next, List<Action> actions) {}

  static Step begin(TransferPlan plan, long now) {
    RoundTrip pace = RoundTrip.unmeasured(plan.timeoutSeconds());
    long first = plan.firstBlock();
    long end = plan.windowEnd(first);
    return new Transfer(plan, first, end, -1, pace, 0, now, now, 0).sending();
  }

  /** A packet from the client's own port. */
  Step receive(TftpPacket packet, long now) {
    return switch (packet) {
      case Ack ack -> acknowledged(block(ack.block()), now);
      case ErrorPacket error -> finish(leavesEarly(error) ? Outcome.PROBED : Outcome.ABORTED);
      case Data _, OptionAck _ ->
          refuse(TftpError.ILLEGAL_OPERATION, "a reader sends ACKs only", Outcome.VIOLATED);
      case Request _ -> stay();
    };
  }

  /**
   * The client's request once more: it did not get our first packet, or the network made a copy.
   */
  Step requestedAgain(long now) {
    return unanswered() ? timedOut(now) : stay();
  }

  /** Time passed. */
  Step tick(long now) {
    if (now - deadline() < 0) {
      return stay();
    }
    return now - progressAt < patience() ? timedOut(now) : finish(Outcome.TIMED_OUT);
  }

  /** The file cannot be read any more. */
  Step broken(String why) {
    return refuse(TftpError.UNDEFINED, why, Outcome.BROKEN);
  }

  /** The next time at which {@link #tick} does something. */
  long deadline() {
    return sentAt + pace.timeout(doublings);
  }

  /** True before the client acknowledged anything. */
  boolean unanswered() {
    return block == plan.firstBlock();
  }

  /** True if the same request now means that the client started over. */
  boolean mayRestart(long now) {
    return !unanswered() && now - progressAt >= RESTART_AFTER;
  }

  /** Payload bytes before the first block not acknowledged. */
  long acknowledgedBytes() {
    return block == 0 ? 0 : plan.offset(block);
  }

  /** The block an ACK can mean: one of those on their way, or the one before them. */
  private long block(int number) {
    if (block == 0) {
      return number;
    }
    return plan.rollover().after(block - 1, number);
  }

  private Step acknowledged(long acked, long now) {
    if (acked > last) {
      return stay();
    }
    if (acked < block) {
      return acknowledgedBefore(now);
    }
    if (acked == plan.lastBlock()) {
      return finish(Outcome.COMPLETE);
    }
    return acked == last ? wholeWindow(now) : goBack(acked + 1, now, now);
  }

  /**
   * Answering a duplicate ACK would send every later block twice (sorcerer's apprentice, RFC 1123
   * §4.2.3.1). In a window it may also say that the window's first block was lost, and some clients
   * (EDK II) say so once for each block that followed: the first is answered, and then none until
   * blocks that were sent once are acknowledged, so that one answer never leads to the next.
   */
  private Step acknowledgedBefore(long now) {
    return plan.window() == 1 || block - 1 <= repeated ? stay() : goBack(block, now, progressAt);
  }

  private Step wholeWindow(long now) {
    boolean clean = last > repeated;
    RoundTrip measured = clean ? pace.measured(now - sentAt) : pace;
    long next = last + 1;
    return new Transfer(
            plan,
            next,
            plan.windowEnd(next),
            repeated,
            measured,
            clean ? 0 : doublings,
            now,
            now,
            retransmits)
        .sending();
  }

  /** Blocks of the window were lost from {@code next} on (RFC 7440 §4). */
  private Step goBack(long next, long now, long progress) {
    long again = last - next + 1;
    long end = plan.windowEnd(next);
    return new Transfer(plan, next, end, end, pace, doublings, now, progress, retransmits + again)
        .sending();
  }

  private Step timedOut(long now) {
    long again = last - block + 1;
    return new Transfer(
            plan, block, last, last, pace, doublings + 1, now, progressAt, retransmits + again)
        .sending();
  }

  private Step sending() {
    Action burst =
        block == 0 ? new Send(plan.optionAck().orElseThrow()) : new SendBlocks(block, last);
    return new Step(this, List.of(burst));
  }

  private Step stay() {
    return new Step(this, List.of());
  }

  private Step finish(Outcome outcome) {
    return new Step(this, List.of(new Finish(outcome)));
  }

  private Step refuse(TftpError error, String text, Outcome outcome) {
    return new Step(this, List.of(new Send(ErrorPacket.of(error, text)), new Finish(outcome)));
  }

  private boolean leavesEarly(ErrorPacket error) {
    return block <= 1
        && (error.code() == TftpError.UNDEFINED.code()
            || error.code() == TftpError.OPTIONS_REFUSED.code());
  }

  private long patience() {
    long asked = Duration.ofSeconds(plan.timeoutSeconds().orElse(0)).toNanos();
    return Math.max(PATIENCE, CLIENT_TIMEOUTS * asked);
  }
}
