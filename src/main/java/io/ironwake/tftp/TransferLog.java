package io.ironwake.tftp;

import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The one place where the door tells what happened: log lines with fixed keys and meters. Of a name
 * only its label is told, since the rest may be a boot nonce.
 */
final class TransferLog {
  private static final Logger LOG = Logger.getLogger("io.ironwake.tftp");

  private final MeterRegistry meters;
  private final Counter bytes;
  private final Counter retransmits;
  private final Timer waits;
  private final LineBudget lines = new LineBudget();

  TransferLog(MeterRegistry meters) {
    this.meters = meters;
    bytes =
        Counter.builder("ironwake.tftp.sent")
            .baseUnit("bytes")
            .description("acknowledged payload")
            .register(meters);
    retransmits =
        Counter.builder("ironwake.tftp.retransmits")
            .description("blocks sent again")
            .register(meters);
    waits =
        Timer.builder("ironwake.tftp.waits")
            .description("how long first packets were held back")
            .register(meters);
  }

  void started(Session session) {
    TransferPlan plan = session.transfer().plan();
    LOG.debugf(
        "tftp start client=%s file=%s bytes=%d blksize=%d window=%d asked=%s",
        peer(session.client()),
        session.label(),
        plan.size(),
        plan.blockSize(),
        plan.window(),
        options(session.request()));
  }

  void finished(Session session, Outcome outcome, long now) {
    Transfer transfer = session.transfer();
    boolean complete = outcome == Outcome.COMPLETE;
    long sent = complete ? transfer.plan().size() : transfer.acknowledgedBytes();
    long blocks = complete ? transfer.plan().lastBlock() : Math.max(0, transfer.block() - 1);
    Duration took = Duration.ofNanos(now - session.startedAt());
    bytes.increment(sent);
    retransmits.increment(transfer.retransmits());
    meters.timer("ironwake.tftp.transfers", "outcome", outcome.word()).record(took);
    LOG.infof(
        "tftp finish client=%s file=%s bytes=%d blocks=%d retransmits=%d ms=%d outcome=%s",
        peer(session.client()),
        session.label(),
        sent,
        blocks,
        transfer.retransmits(),
        took.toMillis(),
        outcome.word());
  }

  void denied(InetSocketAddress client, String label, ErrorPacket error, long now) {
    meters.counter("ironwake.tftp.denied", "code", Integer.toString(error.code())).increment();
    lines.spend(
        now,
        withheld ->
            LOG.infof(
                "tftp denied client=%s file=%s code=%d reason=\"%s\"%s",
                peer(client), label, error.code(), error.text(), LineBudget.note(withheld)));
  }

  /**
   * A datagram that leads to nothing; {@code why} names the metric, {@code detail} completes the
   * line.
   */
  void dropped(InetSocketAddress client, String why, String detail, long now) {
    meters.counter("ironwake.tftp.dropped", "why", why).increment();
    lines.spend(
        now,
        withheld ->
            LOG.infof(
                "tftp dropped client=%s why=%s %s%s",
                peer(client), why, detail, LineBudget.note(withheld)));
  }

  /** A request got its place after so many nanoseconds, mostly none. */
  void admitted(long waited) {
    waits.record(Duration.ofNanos(waited));
  }

  /**
   * A packet for a transfer that is over; it happens after every loss of a last ACK, so it is no
   * line.
   */
  void strayed() {
    meters.counter("ironwake.tftp.dropped", "why", "stray").increment();
  }

  private static String options(ReadRequest request) {
    return request.options().stream().map(TransferLog::option).collect(Collectors.joining(","));
  }

  private static String option(TftpOption option) {
    return (option.name() + "=" + option.value()).replaceAll("[^!-~]", "?");
  }

  private static String peer(InetSocketAddress client) {
    return client.getAddress().getHostAddress() + ":" + client.getPort();
  }
}
