package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.boot.BootDecision;
import io.ironwake.boot.BootStage;
import io.ironwake.boot.Door;
import io.ironwake.net.ClientArch;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.LogLimit;
import io.ironwake.wire.WireException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** One line and one count per decision; lines about broken packets at a limited rate. */
final class DecisionLog {
  private static final Logger LOG = Logger.getLogger("io.ironwake.dhcp");
  private static final String METRIC = "ironwake.dhcp.messages";

  private final MeterRegistry meters;
  // Looking a counter up by its tags costs more than the rest of the count.
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();
  private final LogLimit malformed = new LogLimit(System::nanoTime);
  private final LogLimit refused = new LogLimit(System::nanoTime);

  DecisionLog(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Boot decisions are news; plain leases are not. */
  void decided(Request request, Answer answer) {
    count(request.door(), request.typeName(), answer.outcome());
    if (isFlood(answer)) {
      dropped(request, answer);
      return;
    }
    Logger.Level level =
        answer.decision().isPresent() || isTrouble(answer) ? Logger.Level.INFO : Logger.Level.DEBUG;
    if (LOG.isEnabled(level)) {
      LOG.log(level, line(request, answer));
    }
  }

  /** What a wrong relay or loop repeats without end: told at most once a second. */
  private static boolean isFlood(Answer answer) {
    return switch (answer.outcome()) {
      case "unknown-subnet", "loop", "malformed" -> true;
      default -> false;
    };
  }

  private void dropped(Request request, Answer answer) {
    synchronized (refused) {
      refused.run(missed -> LOG.infof("%s (%d more not shown)", line(request, answer), missed));
    }
  }

  private static boolean isTrouble(Answer answer) {
    return switch (answer.outcome()) {
      case "exhausted", "in-use", "declined", "unavailable", "nak", "foreign" -> true;
      default -> false;
    };
  }

  static String line(Request request, Answer answer) {
    return String.format(
        "%s %s to %s mac=%s xid=%08x secs=%d relay=%s subnet=%s stage=%s arch=%s decision=%s reason=\"%s\"",
        request.door() == Door.PXE_4011 ? "pxe" : "dhcp",
        answer.outcome(),
        request.typeName(),
        request.client().mac(),
        request.message().xid(),
        request.message().secs(),
        request.message().isRelayed() ? request.message().giaddr() : "-",
        request.subnet().map(Subnet::name).orElse("-"),
        request.client().kind().stage().map(BootStage::name).map(DecisionLog::lower).orElse("-"),
        request.client().arch().map(ClientArch::name).map(DecisionLog::lower).orElse("-"),
        answer.decision().map(BootDecision::name).orElse("-"),
        answer.reason().replace('"', '\''));
  }

  /** A packet that is no request: counted, and told at most once a second. */
  void unreadable(Door door, Datagram datagram, WireException why) {
    count(door, "none", "malformed");
    synchronized (malformed) {
      malformed.run(
          missed ->
              LOG.infof(
                  "dhcp malformed packet from %s: %s (%d more not shown)",
                  datagram.from(), why.getMessage(), missed));
    }
  }

  /** Our own defect on one packet. */
  void failed(Door door, Datagram datagram, Throwable failure) {
    count(door, "none", "failed");
    synchronized (malformed) {
      malformed.run(
          missed ->
              LOG.errorf(
                  failure,
                  "dhcp failed on a packet from %s (%d more not shown)",
                  datagram.from(),
                  missed));
    }
  }

  private void count(Door door, String type, String outcome) {
    counters.computeIfAbsent(new Counted(door, type, outcome), this::counter).increment();
  }

  private Counter counter(Counted what) {
    return meters.counter(
        METRIC, "door", lower(what.door.name()), "type", lower(what.type), "outcome", what.outcome);
  }

  private record Counted(Door door, String type, String outcome) {}

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
