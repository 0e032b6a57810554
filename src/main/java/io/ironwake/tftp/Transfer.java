package io.ironwake.tftp;

import io.ironwake.net.Pure;
import io.ironwake.tftp.Action.Finish;
import io.ironwake.tftp.Action.Send;
import io.ironwake.tftp.Action.SendBlock;
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
 * One read transfer, sender's side (RFC 1350 §2, §4, RFC 2347): each step takes a packet or the
 * time and gives the next state and what to do. One packet is on its way at any time; only the ACK
 * that carries its number moves on.
 *
 * <pre>
 * begin ── options granted ──► OACK ── ACK 0 ──► DATA 1 ── ACK 1 ──► … ──► short DATA n ── ACK n ──► complete
 *   └────── none granted ────────────────────────►┘
 * </pre>
 *
 * <p>Times are nanoseconds of one monotonic clock.
 *
 * @param plan what to send
 * @param block the one on its way, 0 for the OACK
 * @param pace when to send again
 * @param doublings of the timeout, kept until an exchange succeeds without repetition (RFC 6298 §5)
 * @param resent true if this block was sent more than once
 * @param sentAt when this block was last sent
 * @param progressAt when the client last moved on
 * @param retransmits in the whole transfer
 */
@Pure
record Transfer(
    TransferPlan plan,
    long block,
    RoundTrip pace,
    int doublings,
    boolean resent,
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
    return new Transfer(plan, plan.firstBlock(), pace, 0, false, now, now, 0).sending();
  }

  /** A packet from the client's own port. */
  Step receive(TftpPacket packet, long now) {
    return switch (packet) {
      // Answering a duplicate ACK would send every later block twice (sorcerer's apprentice, RFC
      // 1123 §4.2.3.1).
      case Ack ack -> ack.block() == TransferPlan.number(block) ? acknowledged(now) : stay();
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
    return block == plan.firstBlock() ? resend(now) : stay();
  }

  /** Time passed. */
  Step tick(long now) {
    if (now - deadline() < 0) {
      return stay();
    }
    return now - progressAt < patience() ? resend(now) : finish(Outcome.TIMED_OUT);
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

  /** Payload bytes before the block on its way. */
  long acknowledgedBytes() {
    return block == 0 ? 0 : plan.offset(block);
  }

  private Step acknowledged(long now) {
    if (block == plan.lastBlock()) {
      return finish(Outcome.COMPLETE);
    }
    RoundTrip measured = resent ? pace : pace.measured(now - sentAt);
    int kept = resent ? doublings : 0;
    return new Transfer(plan, block + 1, measured, kept, false, now, now, retransmits).sending();
  }

  private Step resend(long now) {
    return new Transfer(plan, block, pace, doublings + 1, true, now, progressAt, retransmits + 1)
        .sending();
  }

  private Step sending() {
    return new Step(this, List.of(packetOnItsWay()));
  }

  private Action packetOnItsWay() {
    return block == 0 ? new Send(plan.optionAck().orElseThrow()) : new SendBlock(block);
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
