package io.ironwake.tftp;

import io.ironwake.tftp.Action.Finish;
import io.ironwake.tftp.Action.Send;
import io.ironwake.tftp.Action.SendBlocks;
import io.ironwake.tftp.Transfer.Step;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.tftp.TftpPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The transfers of one door that have begun; its lock guards them. */
final class Transfers {
  private static final Logger LOG = Logger.getLogger(Transfers.class);

  /** A client that let so many timeouts pass gives its place to another until it answers. */
  private static final int SILENT = 2;

  private final Places places;
  private final TransferLog log;
  private final Consumer<Session> afterwards;
  private final Map<InetSocketAddress, Session> sessions = new HashMap<>();
  private final Set<Session> unanswered = new LinkedHashSet<>();
  private final Deadlines deadlines = new Deadlines();

  /**
   * None yet.
   *
   * @param afterwards called once for each transfer that ended
   */
  Transfers(Places places, TransferLog log, Consumer<Session> afterwards) {
    this.places = places;
    this.log = log;
    this.afterwards = afterwards;
  }

  int size() {
    return sessions.size();
  }

  Optional<Session> of(InetSocketAddress client) {
    return Optional.ofNullable(sessions.get(client));
  }

  /** Keeps a transfer that has its place and has not sent anything. */
  void add(Session session) {
    sessions.put(session.client(), session);
    unanswered.add(session);
  }

  /** Sends the first packet. */
  void begin(Session session, UdpChannel channel, Step first, long now) {
    session.sendFrom(channel);
    log.started(session);
    apply(session, first, now);
    deadlines.watch(session);
  }

  /** A packet from the client. */
  void receive(Session session, TftpPacket packet, long now) {
    apply(session, session.transfer().receive(packet, now), now);
    if (!session.ended() && session.transfer().progressAt() == now) {
      moved(session);
    }
  }

  /** The client's request once more. */
  void requestedAgain(Session session, long now) {
    apply(session, session.transfer().requestedAgain(now), now);
  }

  /** Time passed. */
  void tick(long now) {
    for (Optional<Session> due = deadlines.due(now); due.isPresent(); due = deadlines.due(now)) {
      Session session = due.get();
      apply(session, session.transfer().tick(now), now);
      if (!session.ended()) {
        deadlines.watch(session);
        yieldIfSilent(session);
      }
    }
  }

  /**
   * A flood of requests from forged addresses pushes out its own kind, never a transfer that moves.
   */
  boolean evictOne(long now) {
    Optional<Session> oldest = unanswered.stream().findFirst();
    oldest.ifPresent(session -> end(session, Outcome.EVICTED, now));
    return oldest.isPresent();
  }

  void breakAll(String why, long now) {
    List.copyOf(sessions.values()).forEach(session -> breakOff(session, why, now));
  }

  void breakOff(Session session, String why, long now) {
    apply(session, session.transfer().broken(why), now);
  }

  void end(Session session, Outcome outcome, long now) {
    session.end();
    sessions.remove(session.client());
    unanswered.remove(session);
    giveUpPlace(session);
    log.finished(session, outcome, now);
    Contents.close(session.label(), session.content());
    afterwards.accept(session);
  }

  private void moved(Session session) {
    unanswered.remove(session);
    deadlines.watch(session);
    if (!session.hasPlace()) {
      session.place(true);
      places.takeAnyway(session.address());
    }
  }

  private void yieldIfSilent(Session session) {
    Transfer transfer = session.transfer();
    if (transfer.doublings() >= (transfer.unanswered() ? 1 : SILENT)) {
      giveUpPlace(session);
    }
  }

  private void giveUpPlace(Session session) {
    if (session.hasPlace()) {
      session.place(false);
      places.give(session.address());
    }
  }

  private void apply(Session session, Step step, long now) {
    session.advance(step.next());
    for (Action action : step.actions()) {
      switch (action) {
        case Send send ->
            session
                .channel()
                .ifPresent(open -> open.send(send.packet().encode(), session.client()));
        case SendBlocks send -> sendBlocks(session, send, now);
        case Finish finish -> end(session, finish.outcome(), now);
      }
    }
  }

  private void sendBlocks(Session session, SendBlocks blocks, long now) {
    if (session.channel().isEmpty()) {
      return;
    }
    try {
      TransferPlan plan = session.transfer().plan();
      for (long block = blocks.first(); block <= blocks.last(); ) {
        Burst burst = Burst.of(plan, session.content(), block, blocks.last());
        session.channel().get().send(burst, burst.length(), burst.each(), session.client());
        block = burst.end();
      }
    } catch (IOException trouble) {
      LOG.warnf(
          "tftp cannot read file=%s: %s", session.label(), trouble.getClass().getSimpleName());
      breakOff(session, "the server cannot read this file", now);
    }
  }
}
